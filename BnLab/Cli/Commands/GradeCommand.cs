using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BnLab.Cli.Commands;

/// <summary><c>bnlab exercise grade</c>: a class's hand-ins, a row of a table for each.</summary>
internal static class GradeCommand
{
    public static readonly Setting<double> Timeout = Setting.Number("--timeout", 20.0, "Seconds that a solution may take.") with { ValueName = "S", Accepts = seconds => seconds is > 0 and <= 86_400, Range = "above 0 and at most 86400" };

    private static readonly Setting<string?> Of = Setting.Optional("--exercise", "the name of an exercise", "What was handed in.") with
    { ValueName = "NAME", Choices = [.. Exercise.All.Select(exercise => exercise.Name)], IsRequired = true };

    private static readonly Setting<int> Jobs = Setting.Whole("--jobs", Environment.ProcessorCount, "Hand-ins at a time.", 1, 1024);

    private static readonly Setting<string> Csv = Setting.Word("--csv", "grades.csv", "The table; hand-ins that are in it already are not graded again.") with { ValueName = "FILE" };

    private static readonly Setting<bool> Gradescope = Setting.Flag("--gradescope", "Write Gradescope's results.json beside the table as well (STUDENT.results.json if there are several).");

    private const int MostListed = 20; // hand-ins that are not right

    public static Command Create()
    {
        var folder = new Argument<string>("HANDINS") { Description = "A folder with STUDENT/Exercise.cs, STUDENT.cs or STUDENT.npz for each student, or the folder of one student." };
        var grade = new ExampleCommand("grade", "Grade the hand-ins of a class on hidden arrays: one row each, with the mistake.", "exercise grade handins --exercise backward-closed-form")
        { folder }.With(Of, StudyOptions.Seed, Jobs, Timeout, Csv, Gradescope, GlobalOptions.Quiet);
        grade.SetAction((parse, stop) => Task.FromResult(Run(parse, parse.GetRequiredValue(folder), stop)));
        return grade;
    }

    private static int Run(ParseResult parse, string folder, CancellationToken stop)
    {
        var console = new Terminal(parse);
        var exercise = Exercise.All.FirstOrDefault(each => each.Name == parse.Get(Of)) ?? throw new OptionException(Of.Name, parse.Get(Of), $"one of {string.Join(", ", Of.Choices)}");
        string csv = parse.Get(Csv);
        string beside = Path.GetDirectoryName(Path.GetFullPath(csv))!;
        if (!Path.Exists(beside)) throw new OptionException(Csv.Name, csv, "a file in a folder that is there");
        var handIns = HandIn.In(folder);
        var earlier = Path.Exists(csv) ? Read(csv) : [];
        if (earlier.Values.FirstOrDefault(grade => (grade.Exercise, grade.Seed) != (exercise.Name, parse.Get(StudyOptions.Seed).ToString(CultureInfo.InvariantCulture))) is { } other)
            throw new OptionException(Csv.Name, csv, $"another table: it has grades of {other.Exercise} with seed {other.Seed}");
        IReadOnlyList<Grade> grades = [];
        new Grading(exercise, parse.Get(StudyOptions.Seed), TimeSpan.FromSeconds(parse.Get(Timeout)), parse.Get(Jobs)).Run(handIns, earlier, Graded, stop);
        if (parse.Get(Gradescope))
        {
            foreach (var grade in grades) WriteGradescope(Path.Combine(beside, grades.Count == 1 ? "results.json" : $"{grade.Student}.results.json"), grade, exercise);
        }

        foreach (var (status, count) in grades.CountBy(grade => grade.Status).OrderBy(each => each.Key, StringComparer.Ordinal)) console.Print(string.Create(CultureInfo.InvariantCulture, $"{status,-14} {count}"));
        Grade[] faulty = [.. grades.Where(grade => grade.Status != Status.Right.Text())];
        if (faulty.Length <= MostListed) foreach (string line in faulty.SelectMany(Line)) console.Print(line);
        console.Note($"wrote {csv}{(!parse.Get(Gradescope) ? "" : grades.Count == 1 ? ", and results.json beside it" : $", and {grades.Count} files STUDENT.results.json beside it")}");
        return ExitCode.Done;

        void Graded(IReadOnlyList<Grade> done)
        {
            grades = done;
            OutputFile.Write(csv, stream => CsvTable.Write(Grade.Columns, done.Select(grade => grade.Cells), stream));
        }
    }

    private static IEnumerable<string> Line(Grade grade)
    {
        string[] told = [grade.Mistake, grade.Note, grade.Results];
        return WrappedText.Lines($"{grade.Student}: {grade.Status}, {told.FirstOrDefault(text => text.Length > 0)}", "", "  ", Terminal.Columns);
    }

    private static Dictionary<string, Grade> Read(string csv) => InputFile.Read(csv, "a table of grades", stream =>
    {
        var grades = new Dictionary<string, Grade>(StringComparer.Ordinal);
        foreach (var record in CsvTable.Read(csv, stream))
        {
            if (!record.Columns.SequenceEqual(Grade.Columns, StringComparer.Ordinal)) throw new InvalidDataException($"expected a table of grades, with the columns {string.Join(", ", Grade.Columns)}");
            var cells = record.Cells;
            grades[cells[0]] = new(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6], cells[7], cells[8]);
        }

        return grades;
    });

    /// <summary>Gradescope's format: a test for each result of the exercise.</summary>
    private static void WriteGradescope(string path, Grade grade, Exercise exercise)
    {
        string right = Status.Right.Text();
        var judged = grade.Results.Split(", ").Select(result => result.Split(' ')).Where(words => words.Length == 2).ToDictionary(words => words[0], words => words[1], StringComparer.Ordinal);
        bool isWhole = exercise.IsToBreak || grade.Status == right; // a right dx does not break a check
        var tests = exercise.Results.Select(result => isWhole ? grade.Status : judged.GetValueOrDefault(result, grade.Status)).Zip(exercise.Results, (output, result) => new GradescopeTest(result, output == right ? 1 : 0, 1, output)).ToList();
        var result = new GradescopeResult(tests.Sum(test => test.Score), $"{grade.Status}{(grade.Mistake.Length > 0 ? $": {grade.Mistake}" : "")}{(grade.Note.Length > 0 ? $": {grade.Note}" : "")}", tests);
        OutputFile.Write(path, stream => JsonSerializer.Serialize(stream, result, GradescopeJson.Default.GradescopeResult));
    }
}

internal sealed record GradescopeResult(int Score, string Output, IReadOnlyList<GradescopeTest> Tests);

internal sealed record GradescopeTest(string Name, int Score, int MaxScore, string Output);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(GradescopeResult))]
internal sealed partial class GradescopeJson : JsonSerializerContext;
