using System.CommandLine;

namespace BnLab.Cli.Commands;

/// <summary><c>bnlab exercise</c>: batch normalization, written by oneself, one method after the other.</summary>
internal static class ExerciseCommand
{
    private static readonly Setting<bool> NoName = DiagnoseCommand.NoName;

    private static readonly Setting<string> In = Setting.Word("--in", ".", "The folder that the exercises lie in.") with { ValueName = "DIR" };

    private const int MostErrors = 5; // of the compiler that are shown

    public static Command Create()
    {
        var exercise = new ExampleCommand("exercise", "Write batch normalization yourself: start an exercise, and be told what is wrong, and why.", "exercise start forward-train")
        {
            With("list", "List the exercises, in their order, and how far you are.", (parse, _, _) => List(new Terminal(parse), parse.Get(In)), hasName: false),
            With("start", "Make a folder with the file to write.", (parse, name, _) => Start(new Terminal(parse), parse.Get(In), name)),
            With("check", "Compile and try what you wrote, and say what is wrong.", Check, StudyOptions.Seed, GradeCommand.Timeout, NoName),
            With("hint", "The next of three hints: where to look, the formula, what to read.", (parse, name, _) => Hint(new Terminal(parse), ExerciseFolder.Find(parse.Get(In), name))),
            GradeCommand.Create(),
            With("reset", "Begin anew; what you wrote is kept aside.", (parse, name, _) => Reset(new Terminal(parse), ExerciseFolder.Find(parse.Get(In), name))),
        };
        exercise.SetAction(new HelpText().Invoke);
        return exercise;
    }

    private static ExampleCommand With(string verb, string description, Func<ParseResult, string?, CancellationToken, int> act, params IReadOnlyList<Setting> settings) => With(verb, description, act, true, settings);

    private static ExampleCommand With(
        string verb, string description, Func<ParseResult, string?, CancellationToken, int> act, bool hasName, params IReadOnlyList<Setting> settings)
    {
        var command = new ExampleCommand(verb, description, verb == "list" ? "exercise list" : $"exercise {verb} backward-closed-form").With([.. settings, In]);
        var name = new Argument<string?>("NAME") { Arity = ArgumentArity.ZeroOrOne, Description = "The exercise; without it the one in this folder." };
        name.CompletionSources.Add([.. Exercise.All.Select(each => each.Name)]);
        if (hasName) command.Arguments.Add(name);
        command.SetAction(async (parse, stop) =>
        {
            await Task.Yield(); // or Ctrl-C would be ignored
            return act(parse, hasName ? parse.GetValue(name) : null, stop);
        });
        return command;
    }

    private static int List(Terminal console, string within)
    {
        foreach (var (i, exercise) in Exercise.All.Index())
        {
            string state = ExerciseFolder.Open(Path.Combine(within, exercise.Name))?.Progress is not { } progress ? "" : progress.IsSolved ? "solved" : "begun";
            console.Print(string.Create(CultureInfo.InvariantCulture, $"{i + 1}  {exercise.Name,-22} {state}").TrimEnd());
        }

        return ExitCode.Done;
    }

    private static int Start(Terminal console, string within, string? name)
    {
        var exercise = Exercise.All.FirstOrDefault(each => each.Name == name)
            ?? throw new InvalidDataException($"NAME: expected one of {string.Join(", ", Exercise.All.Select(each => each.Name))}{(name is null ? "" : $", not '{name}'.{NearestName.Question(name, Exercise.All.Select(each => each.Name))}")}");
        var folder = ExerciseFolder.Start(within, exercise);
        foreach (string line in WrappedText.Lines($"{exercise.Task} Write {folder.Source}, then: bnlab exercise check {exercise.Name}", "", "", Terminal.Columns)) console.Print(line);
        return ExitCode.Done;
    }

    private static int Check(ParseResult parse, string? name, CancellationToken stop)
    {
        var (console, folder) = (new Terminal(parse), ExerciseFolder.Find(parse.Get(In), name));
        var verdict = new Solution(folder.Exercise, TimeSpan.FromSeconds(parse.Get(GradeCommand.Timeout))).Judge(folder.Source, parse.Get(StudyOptions.Seed), stop);
        var progress = folder.Progress with { Checks = folder.Progress.Checks + 1 };
        folder.Save(progress with { IsSolved = progress.IsSolved || verdict.Status == Status.Right });
        bool isRight = verdict.Status == Status.Right;
        foreach (string line in verdict.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Take(MostErrors)) console.Print($"{verdict.Status.Text()}: {line}");
        if (!isRight || !folder.Exercise.IsToBreak) FindingText.Print(console, verdict.Findings, isNamed: !parse.Get(NoName));
        console.Print(isRight ? $"solved: {folder.Exercise.Name}{Next(folder.Exercise)}" : $"next: bnlab exercise hint ({progress.Hints} of {folder.Exercise.Hints.Count} given)");
        return isRight ? ExitCode.Done : ExitCode.Broken;
    }

    private static string Next(Exercise exercise) => Exercise.All.SkipWhile(each => each != exercise).Skip(1).FirstOrDefault() is { } next ? $"; next: bnlab exercise start {next.Name}" : "; that was the last one";

    private static int Hint(Terminal console, ExerciseFolder folder)
    {
        int given = int.Min(folder.Progress.Hints + 1, folder.Exercise.Hints.Count);
        folder.Save(folder.Progress with { Hints = given });
        console.Print($"{given} of {folder.Exercise.Hints.Count}: {folder.Exercise.Hints[given - 1]}");
        return ExitCode.Done;
    }

    private static int Reset(Terminal console, ExerciseFolder folder)
    {
        string aside = folder.Reset();
        console.Print($"{folder.Source} is as it was at the start; yours is {aside}.");
        return ExitCode.Done;
    }
}
