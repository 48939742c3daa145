using System.CommandLine;

namespace BnLab.Cli.Commands;

/// <summary><c>bnlab exercise</c>: batch normalization, written by oneself, one method after the other.</summary>
internal static class ExerciseCommand
{
    private static readonly Setting<bool> NoName = DiagnoseCommand.NoName;

    private static readonly Setting<string> In = Setting.Word("--in", ".", "The folder that the exercises lie in.") with { ValueName = "DIR" };

    private const int MostErrors = 5, MostPrinted = 20; // lines of the compiler, and of the student's code, that are shown

    public static Command Create()
    {
        var exercise = new ExampleCommand("exercise", "Write batch normalization yourself: start an exercise, and be told what is wrong, and why.", "exercise start forward-train")
        {
            With("list", "List the exercises, in their order, and how far you are.", (parse, _, _) => List(new Terminal(parse), parse.Get(In)), hasName: false),
            With("start", "Make a folder with the file to write.", (parse, name, _) => Start(new Terminal(parse), parse.Get(In), name)),
            With("check", "Compile and try what you wrote, and say what is wrong.", Check, StudyOptions.Seed, GradeCommand.Timeout, NoName),
            With("hint", "The next of three hints: where to look, the formula, its lines.", (parse, name, _) => Hint(new Terminal(parse), ExerciseFolder.Find(parse.Get(In), name))),
            GradeCommand.Create(),
            With("reset", "Begin anew; what you wrote is kept aside.", (parse, name, _) => Reset(new Terminal(parse), ExerciseFolder.Find(parse.Get(In), name))),
        };
        exercise.SetAction(new HelpText([]).Invoke);
        return exercise;
    }

    private static ExampleCommand With(string verb, string description, Func<ParseResult, string?, CancellationToken, int> act, params IReadOnlyList<Setting> settings) => With(verb, description, act, true, settings);

    private static ExampleCommand With(
        string verb, string description, Func<ParseResult, string?, CancellationToken, int> act, bool hasName, params IReadOnlyList<Setting> settings)
    {
        var command = new ExampleCommand(verb, description, verb == "list" ? "exercise list" : $"exercise {verb} backward-closed-form").With([.. settings, In]);
        var name = new Argument<string?>("NAME") { Arity = ArgumentArity.ZeroOrOne, Description = "The exercise; without it the one of this folder, or in it the one whose file was written last." };
        name.CompletionSources.Add([.. Exercise.All.Select(each => each.Name)]);
        if (hasName) command.Arguments.Add(name);
        command.SetAction((parse, stop) => Task.FromResult(act(parse, hasName ? parse.GetValue(name) : null, stop)));
        return command;
    }

    private static int List(Terminal console, string within)
    {
        foreach (var (i, exercise) in Exercise.All.Index())
        {
            string state = ExerciseFolder.Of(within, exercise)?.Progress is not { } progress ? "" : !progress.IsSolved ? "begun" : progress.IsRight ? "solved" : "solved before";
            console.Print(string.Create(CultureInfo.InvariantCulture, $"{i + 1}  {exercise.Name,-22} {state,-14} {exercise.Brief}"));
        }

        return ExitCode.Done;
    }

    private static int Start(Terminal console, string within, string? name)
    {
        var exercise = Exercise.Named(name);
        var folder = ExerciseFolder.Start(within, exercise);
        Print(console, $"{exercise.Task} Write {folder.Source}; README.md beside it says what there is. Then:");
        console.Print($"    {ExerciseFolder.CommandLine("check", exercise, within)}");
        return ExitCode.Done;
    }

    private static int Check(ParseResult parse, string? name, CancellationToken stop)
    {
        var (console, within, folder) = (new Terminal(parse), parse.Get(In), ExerciseFolder.Find(parse.Get(In), name));
        var verdict = new Solution(folder.Exercise, TimeSpan.FromSeconds(parse.Get(GradeCommand.Timeout))).Judge(folder.Source, parse.Get(StudyOptions.Seed), stop);
        bool isRight = verdict.Status == Status.Right;
        var progress = folder.Progress with { Checks = folder.Progress.Checks + 1, IsSolved = folder.Progress.IsSolved || isRight, IsRight = isRight };
        folder.Save(progress);
        PrintOwn(console, verdict.Printed);
        foreach (string line in verdict.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Take(MostErrors)) Print(console, $"{verdict.Status.Text()}: {line}");
        if (!isRight || !folder.Exercise.IsToBreak) FindingText.Print(console, verdict.Findings, isNamed: !parse.Get(NoName));
        if (isRight) console.Print($"solved: {folder.Exercise.Name}; {Next(folder.Exercise, within)}");
        else if (progress.Hints < folder.Exercise.Hints.Count) console.Print($"next: {ExerciseFolder.CommandLine("hint", folder.Exercise, within)} ({progress.Hints} of {folder.Exercise.Hints.Count} given)");
        return isRight ? ExitCode.Done : ExitCode.Broken;
    }

    /// <summary>The next unsolved exercise in their order; the search goes on at the first after the last.</summary>
    private static string Next(Exercise exercise, string within)
    {
        var others = Exercise.All.SkipWhile(each => each != exercise).Concat(Exercise.All);
        return others.FirstOrDefault(each => ExerciseFolder.Of(within, each)?.Progress.IsSolved != true) is not { } next ? "that was the last one"
            : $"next: {ExerciseFolder.CommandLine(ExerciseFolder.Of(within, next) is null ? "start" : "check", next, within)}";
    }

    private static int Hint(Terminal console, ExerciseFolder folder)
    {
        int given = int.Min(folder.Progress.Hints + 1, folder.Exercise.Hints.Count);
        folder.Save(folder.Progress with { Hints = given });
        console.Print($"{folder.Exercise.Name}, hint {given} of {folder.Exercise.Hints.Count}{(given == folder.Exercise.Hints.Count ? ", the last one" : "")}:");
        foreach (string line in folder.Exercise.Hints[given - 1].ReplaceLineEndings("\n").Split('\n')) Print(console, line, "    ");
        return ExitCode.Done;
    }

    private static int Reset(Terminal console, ExerciseFolder folder)
    {
        string aside = folder.Reset();
        console.Print($"{folder.Source} is as it was at the start; yours is {aside}.");
        return ExitCode.Done;
    }

    /// <summary>The last lines of what the student's code printed, indented, so that none passes for a line of bnlab.</summary>
    private static void PrintOwn(Terminal console, string printed)
    {
        if (string.IsNullOrWhiteSpace(printed)) return;
        console.Print("your code printed:");
        foreach (string line in printed.TrimEnd().ReplaceLineEndings("\n").Split('\n').TakeLast(MostPrinted)) console.Print($"    {string.Concat(line.Select(c => char.IsControl(c) ? ' ' : c))}");
    }

    private static void Print(Terminal console, string text, string indent = "")
    {
        foreach (string line in WrappedText.Lines(text, indent, indent, Terminal.Columns)) console.Print(line);
    }
}
