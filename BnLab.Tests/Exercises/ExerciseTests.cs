using BnLab.Exercises;

namespace BnLab.Tests.Exercises;

/// <summary>Solutions are compiled and run as a student's are.</summary>
public sealed class ExerciseTests : FolderTests
{
    private const string Statistics = "var xMu = x - ColumnMean(x); var std = Sqrt(ColumnMean(xMu * xMu) + 1e-5); var xHat = xMu / std; var n = (double)x.Rows; ";
    private const string Closed = Statistics + "var (dgamma, dbeta) = (ColumnSum(dout * xHat), ColumnSum(dout)); var dx = gamma / std * (dout - dbeta / n - xHat * dgamma / n); return (dx, dgamma, dbeta);";

    public static TheoryData<string, string> Solutions => new()
    {
        { "forward-train", "var xMu = x - ColumnMean(x); var std = Sqrt(ColumnMean(xMu * xMu) + 1e-5); return gamma * xMu / std + beta;" },
        { "forward-test", "return gamma * (x - running_mean) / Sqrt(running_var + 1e-5) + beta;" },
        {
            "backward-step-by-step", Statistics + """
            var dxHat = dout * gamma;
            var dxMu = dxHat / std;
            var dstd = -ColumnSum(dxHat * xMu) / (std * std);
            var dvariance = dstd / (std * 2.0);
            dxMu += xMu * (dvariance / n) * 2.0;
            var dx = dxMu - ColumnSum(dxMu) / n;
            return (dx, ColumnSum(dout * xHat), ColumnSum(dout));
            """
        },
        { "backward-closed-form", Closed },
        {
            "layernorm", """
            var xMu = x - RowMean(x);
            var std = Sqrt(RowMean(xMu * xMu) + 1e-5);
            var xHat = xMu / std;
            var dxHat = dout * gamma;
            var dx = (dxHat - RowMean(dxHat) - xHat * RowMean(dxHat * xHat)) / std;
            return (dx, ColumnSum(dout * xHat), ColumnSum(dout));
            """
        },
        {
            "spatial", """
            var rows = ChannelRows.FromImages(x, images);
            var dy = ChannelRows.FromImages(dout, images);
            var xMu = rows - ColumnMean(rows);
            var std = Sqrt(ColumnMean(xMu * xMu) + 1e-5);
            var xHat = xMu / std;
            var dx = gamma / std * (dy - ColumnMean(dy) - xHat * ColumnMean(dy * xHat));
            return (ChannelRows.ToImages(dx, images), ColumnSum(dy * xHat), ColumnSum(dy));
            """
        },
        {
            "groupnorm", """
            var rows = x.Reshape(x.Rows * groups);
            var xMu = rows - RowMean(rows);
            var std = Sqrt(RowMean(xMu * xMu) + 1e-5);
            var xHat = xMu / std;
            var dy = ChannelRows.FromImages(dout, images);
            var dxHat = ChannelRows.ToImages(dy * gamma, images).Reshape(rows.Rows);
            var dx = (dxHat - RowMean(dxHat) - xHat * RowMean(dxHat * xHat)) / std;
            var pixels = ChannelRows.FromImages(xHat.Reshape(x.Rows), images);
            var dgamma = ColumnSum(dy * pixels);
            return (dx.Reshape(x.Rows), dgamma, ColumnSum(dy));
            """
        },
        {
            "affine-bn-relu", """
            var a = new Matrix<double>(x.Rows, w.Columns);
            MatrixProduct.Multiply(x, w, a, b);
            var aMu = a - ColumnMean(a);
            var std = Sqrt(ColumnMean(aMu * aMu) + 1e-5);
            var xHat = aMu / std;
            var dy = dout * (gamma * xHat + beta).Map(y => y > 0 ? 1.0 : 0.0);
            var da = gamma / std * (dy - ColumnMean(dy) - xHat * ColumnMean(dy * xHat));
            var dx = new Matrix<double>(x.Rows, x.Columns);
            var dw = new Matrix<double>(w.Rows, w.Columns);
            MatrixProduct.MultiplyTransposedA(x, da, dw);
            var work = new Matrix<double>(w.Columns, w.Rows);
            MatrixProduct.MultiplyTransposedB(da, w, dx, work);
            return (dx, dw, ColumnSum(da), ColumnSum(dy * xHat), ColumnSum(dy));
            """
        },
        { "break-the-check", Statistics + "var dx = (dout - ColumnMean(dout) - xHat * ColumnMean(dout * xHat)) / std; return dx;" },
    };

    [Theory]
    [MemberData(nameof(Solutions))]
    public async Task A_solution_is_right_and_leads_on(string name, string body)
    {
        Assert.Equal(0, (await CommandLineRun.Of("exercise", "start", name, "--in", _folder.Path)).ExitCode);
        await SolveAsync(At(name, "Exercise.cs"), name, body);
        var run = await CommandLineRun.Of("exercise", "check", name, "--in", _folder.Path, "--timeout", "60");
        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Contains($"solved: {name}; ", run.Output, StringComparison.Ordinal);
        Assert.Contains($"{name}{new string(' ', 23 - name.Length)}solved", (await CommandLineRun.Of("exercise", "list", "--in", _folder.Path)).Output, StringComparison.Ordinal);
    }

    /// <summary>One result of three is not a solution.</summary>
    [Fact]
    public async Task What_is_left_out_is_missed()
    {
        await CommandLineRun.Of("exercise", "start", "backward-closed-form", "--in", _folder.Path);
        string source = At("backward-closed-form", "Exercise.cs");
        await SolveAsync(source, "backward-closed-form", Closed.Replace("return (", "return ", StringComparison.Ordinal).Replace(", dgamma, dbeta);", ";", StringComparison.Ordinal));
        await File.WriteAllTextAsync(source, (await File.ReadAllTextAsync(source)).Replace("(Matrix<double> Dx, Matrix<double> Dgamma, Matrix<double> Dbeta) Backward", "Matrix<double> Backward", StringComparison.Ordinal));
        var run = await CommandLineRun.Of("exercise", "check", "--in", _folder.Path);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("expected 3 matrices (dx, dgamma, dbeta), but there are 1", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_exercise_has_a_solution_here() => Assert.Equal(Exercise.All.Select(exercise => exercise.Name), Solutions.Select(row => row[0]));

    /// <summary>What is advised can be typed, and needs nothing that the README does not tell.</summary>
    [Theory]
    [MemberData(nameof(Solutions))]
    public void A_solution_needs_what_README_and_the_last_hint_say(string name, string body)
    {
        var exercise = Exercise.Named(name);
        string readme = ExerciseReadme.Of(exercise);
        Assert.All(readme.Split('\n').Where(line => line != exercise.Task), line => Assert.InRange(line.Length, 0, 80));
        foreach (Match call in Regex.Matches(body, @"(\w+|Matrix<double>)\(|\.[A-Z]\w+", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Where(call => char.IsUpper(call.Value.TrimStart('.')[0])))
            Assert.Contains(call.Value, readme, StringComparison.Ordinal);
        Assert.All(exercise.Hints[^1].ReplaceLineEndings("\n").Split('\n'), line => Assert.Contains(line, body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task From_the_start_over_hints_to_a_new_beginning()
    {
        const string Name = "backward-closed-form";
        string source = At(Name, "Exercise.cs");
        await CommandLineRun.Of("exercise", "start", Name, "--in", _folder.Path);
        var again = await CommandLineRun.Of("exercise", "start", Name, "--in", _folder.Path);
        Assert.Equal((1, $"bnlab: {At(Name)}: expected no such folder yet; 'bnlab exercise check {Name} --in {_folder.Path}' goes on, 'bnlab exercise reset {Name} --in {_folder.Path}' begins anew"), (again.ExitCode, again.Error.TrimEnd()));
        var unwritten = await Run("check");
        Assert.Equal((2, $"not-written: it is not written yet\nnext: bnlab exercise hint {Name} --in {_folder.Path} (0 of 3 given)\n"), (unwritten.ExitCode, unwritten.Output.ReplaceLineEndings("\n")));
        for (int i = 1; i <= 4; i++) Assert.StartsWith($"{Name}, hint {int.Min(i, 3)} of 3{(i < 3 ? "" : ", the last one")}:", (await Run("hint")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("hint", (await Run("check")).Output, StringComparison.Ordinal);

        await SolveAsync(source, Name, Closed.Replace("dbeta / n - xHat", "dbeta / n - 0.5 * xHat", StringComparison.Ordinal).Replace("gamma / std", "1.0 / std", StringComparison.Ordinal));
        var wrong = await Run("check");
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("dx      wrong: gamma is left out, the factor 2 of the square is forgotten\n", wrong.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        await File.WriteAllTextAsync(source, "public class Exercise { int x = ; }");
        var broken = await Run("check");
        Assert.StartsWith("compile-error: Exercise.cs(1,33): error CS1525: ", broken.Output, StringComparison.Ordinal);

        var reset = await Run("reset");
        Assert.Equal($"{source} is as it was at the start; yours is {source}.old.\n", reset.Output.ReplaceLineEndings("\n"));
        Assert.Contains("NotImplementedException", await File.ReadAllTextAsync(source), StringComparison.Ordinal);
        var none = await CommandLineRun.Of("exercise", "start", "layernom", "--in", _folder.Path);
        Assert.Equal((1, $"bnlab: NAME: expected one of {string.Join(", ", Exercise.All.Select(each => each.Name))}, not 'layernom'. Did you mean 'layernorm'?"), (none.ExitCode, none.Error.TrimEnd()));

        Task<CommandLineRun> Run(string verb) => CommandLineRun.Of("exercise", verb, "--in", _folder.Path);
    }

    /// <summary>Whatever a hand-in does, it gets its row, and so does the next.</summary>
    [Fact]
    public async Task A_class_is_graded_one_row_each_and_goes_on_where_it_stopped()
    {
        (string Student, string Body, string Row)[] all =
        [
            ("ada", Closed, "right,\"dx right, dgamma right, dbeta right\",,,"),
            ("ben", "Console.WriteLine(\"dx right\"); " + Closed.Replace("- dbeta / n ", "", StringComparison.Ordinal), "wrong,\"dx wrong, dgamma right, dbeta right\",batchnorm-mean-term-forgotten = batchnorm-step-by-step-x-used-once,,"),
            ("cem", "return (x, gamma beta);", "compile-error,,,"),
            ("dov", "while (true) { }", "timeout,,,it did not end within 6 s,"),
            ("eve", "Environment.Exit(0); return (x, gamma, beta);", "crash,,,its process ended with 0 and left no results,"),
            ("fay", "Console.WriteLine(\"dx right\"); throw new Exception(\"no\\nno\");", "crash,,,Exception: no no (Exercise.cs:line 14),"),
            ("gil", "return Backward(dout, x, gamma, beta);", "crash,,,\"its process was aborted: a method that calls itself without end, or too much memory\","),
            ("hal", "var all = new System.Collections.Generic.List<byte[]>(); while (true) all.Add(new byte[100_000_000]);", "crash,,,OutOfMemoryException: "),
            ("hub", "var p = System.Diagnostics.Process.Start(\"sh\", \"-c 'for i in $(seq 60); do mkdir -p d$i/e; sleep 0.1; done'\"); " + Closed, "right,"), // it still writes when the folder goes
            ("ida", "return (new(1, 1), gamma, beta);", "wrong,\"dx wrong, dgamma wrong, dbeta wrong\",,,"),
            ("jon", "var g = BatchNorm.BackwardClosedForm(dout, BatchNorm.Forward(x, gamma, beta)); return (g.Dx, g.Dgamma, g.Dbeta);", "compile-error,,,BnLab.Layers.BatchNorm is what the exercise is about: write it yourself,"),
            ("joy", "throw new NotImplementedException();", "not-written,,,it is not written yet,"),
            ("kim", "/* mine */ " + Closed, "right,\"dx right, dgamma right, dbeta right\",,,"),
        ];
        foreach (var (student, body, _) in all)
        {
            Directory.CreateDirectory(At("class", student));
            await SolveAsync(At("class", student, "Exercise.cs"), "backward-closed-form", body);
        }

        Directory.CreateDirectory(At("class", "lea"));
        File.Copy(Path.Combine(Repository.Root, "BnLab.Tests", "Exercises", "Fixtures", "backward-gamma-forgotten.npz"), At("class", "mia.npz"));
        string[] rows = await GradeAsync("grades.csv", "2");
        foreach (var (row, (student, _, expected)) in rows.Skip(1).Zip(all)) Assert.StartsWith($"{student},backward-closed-form,231,{expected}", row, StringComparison.Ordinal);
        Assert.EndsWith(",ada", rows[13], StringComparison.Ordinal); // the same but for a comment
        Assert.StartsWith("lea,backward-closed-form,231,missing,,,", rows[14], StringComparison.Ordinal);
        Assert.StartsWith("mia,backward-closed-form,231,wrong,\"out right, dx wrong, dgamma right, dbeta right\",batchnorm-gamma-left-out,", rows[15], StringComparison.Ordinal);

        Assert.Equal(rows, await GradeAsync("grades.csv", "1")); // nothing is graded again
        await SolveAsync(At("class", "ben", "Exercise.cs"), "backward-closed-form", Closed);
        Assert.StartsWith("ben,backward-closed-form,231,right,", (await GradeAsync("grades.csv", "1"))[2], StringComparison.Ordinal);
        using var result = JsonDocument.Parse(await File.ReadAllTextAsync(At("mia.results.json")));
        Assert.Equal(["wrong", "right", "right"], result.RootElement.GetProperty("tests").EnumerateArray().Select(test => test.GetProperty("output").GetString()));
        Assert.Equal((2, 3), (result.RootElement.GetProperty("score").GetInt32(), result.RootElement.GetProperty("tests").GetArrayLength()));

        async Task<string[]> GradeAsync(string csv, string jobs)
        {
            var run = await CommandLineRun.Of("exercise", "grade", At("class"), "--exercise", "backward-closed-form", "--csv", At(csv), "--jobs", jobs, "--timeout", "6", "--gradescope");
            Assert.True(run.ExitCode == 0, run.Error);
            return (await File.ReadAllTextAsync(At(csv))).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
    }

    private static Task SolveAsync(string path, string name, string body) => File.WriteAllTextAsync(
        path, Exercise.All.Single(each => each.Name == name).Template.Replace("throw new NotImplementedException();", body, StringComparison.Ordinal));
}
