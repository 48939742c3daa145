using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using System.Text;

namespace BnLab.Exercises;

/// <summary>What a student handed in: a C# file, or arrays of NumPy.</summary>
internal sealed record HandIn(string Student, string Path, string Sha256, string Plain)
{
    /// <summary>Why it cannot be judged; empty if nothing is known against it.</summary>
    public string Fault { get; init; } = "";

    public bool IsArrays => Path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// For each student, in order: FOLDER/NAME.cs, FOLDER/NAME.npz, FOLDER/NAME/Exercise.cs, or the one .cs or .npz file in FOLDER/NAME. With FOLDER/Exercise.cs
    /// it is the folder of one student.
    /// </summary>
    /// <exception cref="InvalidDataException">There is no folder, or nothing in it.</exception>
    public static IReadOnlyList<HandIn> In(string folder)
    {
        if (!Directory.Exists(folder)) throw new InvalidDataException($"{folder}: expected a folder of hand-ins, one for each student");
        if (File.Exists(System.IO.Path.Combine(folder, ExerciseFolder.SourceFile))) return [Of(System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(folder))), [folder])];
        HandIn[] all =
        [
            .. Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal)
                .Where(path => System.IO.Path.GetFileName(path)[0] != '.' && (Directory.Exists(path) || IsHandIn(path)))
                .GroupBy(path => Directory.Exists(path) ? System.IO.Path.GetFileName(path) : System.IO.Path.GetFileNameWithoutExtension(path), StringComparer.Ordinal)
                .Select(paths => Of(paths.Key, paths)),
        ];
        if (all.Length == 0) throw new InvalidDataException($"{folder}: expected hand-ins: STUDENT/Exercise.cs, STUDENT.cs or STUDENT.npz");
        return all;
    }

    /// <param name="paths">All that bear the student's name; more than one is a fault of this student, and does not stop the class.</param>
    private static HandIn Of(string student, IEnumerable<string> paths)
    {
        string[] files = [.. paths.Select(path => Directory.Exists(path) ? InFolder(path) : path)], there = [.. files.Where(File.Exists)];
        if (there.Length == 0) return new(student, files[0], "", "");
        if (there.Length > 1) return new(student, there[0], "", "") { Fault = $"expected one hand-in, but there are {string.Join(" and ", there)}" };
        try
        {
            byte[] bytes = InputFile.ReadAll(there[0], "a hand-in");
            string sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
            return new(student, there[0], sha256, there[0].EndsWith(".cs", StringComparison.OrdinalIgnoreCase) ? PlainText(Encoding.UTF8.GetString(bytes)) : sha256);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return new(student, there[0], "", "") { Fault = e.Message };
        }
    }

    /// <summary>Where a student's folder has none of them, the file that is missed.</summary>
    private static string InFolder(string folder)
    {
        string usual = System.IO.Path.Combine(folder, ExerciseFolder.SourceFile);
        string[] files = File.Exists(usual) ? [usual] : [.. Directory.EnumerateFiles(folder).Where(IsHandIn)];
        return files.Length == 1 ? files[0] : usual;
    }

    private static bool IsHandIn(string path) => System.IO.Path.GetExtension(path).ToLowerInvariant() is ".cs" or ".npz";

    /// <summary>Without comments and white space, so that two hand-ins that differ in nothing else are seen to be one.</summary>
    private static string PlainText(string source)
    {
        var plain = new StringBuilder();
        for (int i = 0; i < source.Length; i++)
        {
            string rest = source[i] == '/' && i + 1 < source.Length ? source.Substring(i, 2) : "";
            if (rest == "//") i = Past("\n");
            else if (rest == "/*") i = Past("*/");
            else if (!char.IsWhiteSpace(source[i]) && source[i] != '\uFEFF') plain.Append(source[i]);

            int Past(string end) => source.IndexOf(end, i + 2, StringComparison.Ordinal) is >= 0 and var at ? at + end.Length - 1 : source.Length;
        }

        return plain.ToString();
    }
}

/// <summary>A row of the table of grades.</summary>
/// <param name="Results">Each array and whether it is right: <c>dx wrong, dgamma right</c>.</param>
/// <param name="Mistake">Known mistakes, with <c>=</c> between those that make the same numbers, or the parts of a fit with <c>and</c>.</param>
internal sealed record Grade(string Student, string Exercise, string Seed, string Status, string Results, string Mistake, string Note, string Sha256, string SameAs)
{
    public static IReadOnlyList<string> Columns { get; } = ["student", "exercise", "seed", "status", "results", "mistake", "note", "sha256", "same_as"];

    public IReadOnlyList<object?> Cells => [Student, Exercise, Seed, Status, Results, Mistake, Note, Sha256, SameAs];
}

/// <summary>Grades all hand-ins of an exercise, several at a time.</summary>
internal sealed class Grading(Exercise exercise, uint seed, TimeSpan limit, int jobs)
{
    private string Seed { get; } = seed.ToString(CultureInfo.InvariantCulture);

    /// <param name="done">Grades of earlier runs with this exercise and seed, by student; they stand where the hand-in is the same.</param>
    /// <param name="graded">Receives all grades so far, in the order of the students, after each.</param>
    public void Run(IReadOnlyList<HandIn> all, IReadOnlyDictionary<string, Grade> done, Action<IReadOnlyList<Grade>> graded, CancellationToken stop)
    {
        var grades = new Grade?[all.Count];
        var same = all.Where(each => each.Plain.Length > 0).GroupBy(each => each.Plain, StringComparer.Ordinal).ToDictionary(each => each.Key, each => each.First().Student, StringComparer.Ordinal);
        for (int i = 0; i < all.Count; i++)
        {
            if (done.TryGetValue(all[i].Student, out var earlier) && earlier.Sha256 == all[i].Sha256 && all[i].Sha256.Length > 0) grades[i] = earlier with { SameAs = SameAs(all[i]) };
        }

        var order = new Lock();
        try
        {
            Parallel.ForEach(Enumerable.Range(0, all.Count).Where(i => grades[i] is null), new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = stop }, i =>
            {
                var grade = Of(all[i], SameAs(all[i]), stop);
                lock (order)
                {
                    grades[i] = grade;
                    graded([.. grades.OfType<Grade>()]);
                }
            });
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]); // such as a full disk, which all of them meet
        }

        graded([.. grades.OfType<Grade>()]);

        string SameAs(HandIn handIn) => handIn.Plain.Length > 0 && same[handIn.Plain] != handIn.Student ? same[handIn.Plain] : "";
    }

    private Grade Of(HandIn handIn, string sameAs, CancellationToken stop)
    {
        var verdict = handIn.Fault.Length > 0 ? new(Status.Unreadable, handIn.Fault, [])
            : handIn.Sha256.Length == 0 ? new(Status.Missing, $"expected {handIn.Path}", [])
            : handIn.IsArrays ? OfArrays(handIn.Path) : new Solution(exercise, limit).Judge(handIn.Path, seed, stop);
        return new(
            handIn.Student, exercise.Name, Seed, verdict.Status.Text(), string.Join(", ", verdict.Findings.Select(finding => $"{finding.Array} {(finding.IsRight ? "right" : "wrong")}")),
            string.Join("; ", verdict.Findings.Where(finding => finding.Mistakes.Count > 0).Select(finding => string.Join(finding.IsFitted ? " and " : " = ", finding.Mistakes))),
            verdict.Text.Split('\n')[0], handIn.Sha256, sameAs);
    }

    /// <summary>Of NumPy, on the student's own inputs.</summary>
    private Verdict OfArrays(string path)
    {
        if (exercise.IsToBreak) return new(Status.Missing, "expected Exercise.cs: arrays cannot show what a check with a gamma of 1 says", []);
        try
        {
            var arrays = StudentArrays.Read(path);
            if (arrays.Has("gamma") && arrays.Matrix("gamma").ToArray().Distinct().Count() == 1) throw arrays.Refused("gamma", "values that differ, or mistakes with gamma would not be seen");
            var findings = Diagnosis.Of(arrays, Subjects.Of(exercise.Layer, arrays));
            string? missing = exercise.Results.FirstOrDefault(result => !arrays.Has(result));
            return missing is not null ? new(Status.Missing, $"expected an array {missing}", findings) : new(findings.All(finding => finding.IsRight) ? Status.Right : Status.Wrong, "", findings);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or ArgumentException)
        {
            return new(Status.Unreadable, e.Message, []);
        }
    }
}
