namespace BnLab.Exercises;

/// <summary>A student's file, compiled and run on drawn arrays, each time in a process of its own.</summary>
internal sealed class Solution(Exercise exercise, TimeSpan limit)
{
    private const long HeapLimit = 512L << 20; // bytes of managed memory

    private const int LongestMessage = 300, MostPrinted = 4_096; // characters

    private const int Aborted = 134; // 128 + SIGABRT

    /// <param name="source">The student's file.</param>
    /// <param name="seed">Of the first arrays; others follow.</param>
    public Verdict Judge(string source, uint seed, CancellationToken stop)
    {
        const int Draws = 3;
        if (!File.Exists(source)) return new(Status.Missing, "there is no such file", []);
        string folder = Directory.CreateTempSubdirectory("bnlab-exercise-").FullName;
        try
        {
            string copy = Path.Combine(folder, ExerciseFolder.SourceFile), assembly = Path.Combine(folder, "exercise.dll"); // under a name that is no option
            File.WriteAllBytes(copy, InputFile.ReadAll(source, "a solution"));
            if (ExerciseCompiler.Compile(copy, assembly, stop) is { Count: > 0 } errors) return new(Status.CompileError, string.Join('\n', errors), []);
            Verdict verdict = new(Status.Wrong, "", []);
            for (uint draw = 0; draw < Draws; draw++)
            {
                verdict = Judge(assembly, folder, seed + draw, stop);
                if (verdict.Status != Status.Right) break;
            }

            return verdict;
        }
        finally
        {
            Remove(folder);
        }
    }

    /// <summary>What a hand-in leaves running may still write there.</summary>
    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // it is the system's folder of temporary files
        }
    }

    private Verdict Judge(string assembly, string folder, uint seed, CancellationToken stop)
    {
        var inputs = ExerciseInputs.Draw(exercise, seed);
        if (!exercise.IsToBreak) return Run(assembly, folder, inputs, stop);
        var hidden = Run(assembly, folder, inputs.With("gamma", NumpyArray.Of(Matrix<double>.Constant(1, inputs.ShapeOf("gamma")[0], 1.0), inputs.ShapeOf("gamma"))), stop);
        if (hidden.Status != Status.Right) return hidden.Status != Status.Wrong ? hidden : hidden with { Text = "with a gamma of 1 the check notices it" };
        var seen = Run(assembly, folder, inputs, stop);
        return seen.Status switch
        {
            Status.Right => seen with { Status = Status.Wrong, Text = "no check can notice it: with random gamma it is right, too" },
            Status.Wrong => seen with { Status = Status.Right },
            _ => seen,
        };
    }

    private Verdict Run(string assembly, string folder, StudentArrays inputs, CancellationToken stop)
    {
        string given = Path.Combine(folder, "inputs.npz"), results = Path.Combine(folder, "results.npz");
        foreach (string old in new[] { results, ExerciseChild.ErrorOf(results) }) File.Delete(old);
        using (var stream = File.Create(given)) StudentArrays.Write(stream, inputs.All);
        var (exitCode, printed) = ChildProcess.Run(folder, [ExerciseCompiler.Library, ExerciseChild.Command, exercise.Name, assembly, given, results], limit, MostPrinted, stop, HeapLimit);
        return Of(exitCode, folder, inputs, results) with { Printed = printed };
    }

    private Verdict Of(int? exitCode, string folder, StudentArrays inputs, string results)
    {
        if (exitCode is null) return new(Status.Timeout, string.Create(CultureInfo.InvariantCulture, $"it did not end within {limit.TotalSeconds:0.###} s"), []);
        if (File.Exists(ExerciseChild.ErrorOf(results))) return new(Failure(exitCode), Short(File.ReadAllText(ExerciseChild.ErrorOf(results))), []);
        if (exitCode != 0 || !File.Exists(results)) return new(Status.Crash, exitCode == Aborted ? "its process was aborted: a method that calls itself without end, or too much memory" : $"its process ended with {exitCode} and left no results", []);
        try
        {
            var all = inputs.With(StudentArrays.ReadAll(results));
            if (exercise.Results.FirstOrDefault(result => !all.Has(result)) is { } missing) return new(Status.Missing, $"expected an array {missing}", []);
            var findings = Diagnosis.Of(all, Subjects.Of(exercise.Layer, all));
            return new(findings.All(finding => finding.IsRight) ? Status.Right : Status.Wrong, "", findings);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or ArgumentException)
        {
            return new(Status.Unreadable, Short(e.Message), []);
        }

        // On one line, without paths, which differ from run to run.
        string Short(string message)
        {
            string text = string.Concat(message.Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal).ReplaceLineEndings(" ").Select(c => char.IsControl(c) ? ' ' : c));
            return text.Length > LongestMessage ? text[..LongestMessage] : text;
        }
    }

    private static Status Failure(int? exitCode) => exitCode switch
    {
        ExerciseChild.NotWritten => Status.NotWritten,
        ExerciseChild.Unreadable => Status.Unreadable,
        _ => Status.Crash,
    };
}

/// <param name="Text">What went wrong before there were results; empty if there are some.</param>
internal sealed record Verdict(Status Status, string Text, IReadOnlyList<Finding> Findings)
{
    /// <summary>The end of what the student's code wrote to the console in its last run.</summary>
    public string Printed { get; init; } = "";
}

internal enum Status
{
    Right,
    Wrong,
    CompileError,
    Timeout,
    Crash,
    Unreadable,
    NotWritten,
    Missing,
}

internal static class StatusText
{
    /// <summary><c>compile-error</c>.</summary>
    public static string Text(this Status status) => status switch
    {
        Status.CompileError => "compile-error",
        Status.NotWritten => "not-written",
        _ => $"{status}".ToLowerInvariant(),
    };
}
