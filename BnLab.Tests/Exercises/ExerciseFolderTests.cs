using BnLab.Exercises;

namespace BnLab.Tests.Exercises;

/// <summary>Where an exercise is looked for, what is said of it, and what it prints.</summary>
public sealed class ExerciseFolderTests : FolderTests
{
    private const string Train = "var xMu = x - ColumnMean(x); return gamma * xMu / Sqrt(ColumnMean(xMu * xMu) + 1e-5) + beta;";

    [Fact]
    public async Task Commands_inside_an_exercise_look_at_the_folder_above()
    {
        await Run("start", "forward-train", "--in", _folder.Path);
        string inside = At("forward-train");
        var start = await Run("start", "layernorm", "--in", inside);
        Assert.EndsWith($"\n    bnlab exercise check layernorm --in {inside}\n", start.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.True(File.Exists(At("layernorm", "Exercise.cs")));
        Assert.Contains("forward-train          begun", (await Run("list", "--in", inside)).Output, StringComparison.Ordinal);
        Assert.StartsWith("layernorm, hint 1 of 3:", (await Run("hint", "layernorm", "--in", inside)).Output, StringComparison.Ordinal);
        Assert.StartsWith("forward-train, hint 1 of 3:", (await Run("hint", "--in", inside)).Output, StringComparison.Ordinal);
    }

    /// <summary>Above several exercises the one is meant whose file was written last.</summary>
    [Fact]
    public async Task Without_a_name_the_last_written_one_is_meant()
    {
        foreach (string name in new[] { "forward-train", "layernorm" }) await Run("start", name, "--in", _folder.Path);
        File.SetLastWriteTimeUtc(At("layernorm", "Exercise.cs"), File.GetLastWriteTimeUtc(At("forward-train", "Exercise.cs")).AddMinutes(-1));
        Assert.StartsWith("forward-train, hint", (await Run("hint", "--in", _folder.Path)).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bnlab: NAME: expected an exercise, as in 'bnlab exercise start forward-train'; 'bnlab exercise list' shows all", "start")]
    [InlineData("bnlab: NAME: expected an exercise that was started, and here is none; 'bnlab exercise start forward-train --in FOLDER' starts the first", "check")]
    [InlineData("bnlab: layernorm: expected an exercise that was started; 'bnlab exercise start layernorm --in FOLDER' starts it", "check", "layernorm")]
    public async Task What_is_missing_comes_with_a_command(string expected, params string[] words)
    {
        var run = await Run([.. words, "--in", _folder.Path]);
        Assert.Equal((1, expected.Replace("FOLDER", _folder.Path, StringComparison.Ordinal)), (run.ExitCode, run.Error.TrimEnd()));
    }

    [Fact]
    public async Task The_list_tells_what_was_solved_before_and_the_last_leads_to_the_unsolved()
    {
        foreach (string name in new[] { "forward-train", "break-the-check" }) await Run("start", name, "--in", _folder.Path);
        await SolveAsync("break-the-check", "var xMu = x - ColumnMean(x); var std = Sqrt(ColumnMean(xMu * xMu) + 1e-5); var xHat = xMu / std; return (dout - ColumnMean(dout) - xHat * ColumnMean(dout * xHat)) / std;");
        Assert.Equal($"solved: break-the-check; next: bnlab exercise check forward-train --in {_folder.Path}\n", (await Run("check", "break-the-check", "--in", _folder.Path)).Output.ReplaceLineEndings("\n"));
        Assert.Matches("break-the-check        solved  +a mistake", (await Run("list", "--in", _folder.Path)).Output);
        await SolveAsync("break-the-check", "return x;");
        await Run("check", "break-the-check", "--in", _folder.Path);
        string list = (await Run("list", "--in", _folder.Path)).Output;
        Assert.Contains("break-the-check        solved before  a mistake", list, StringComparison.Ordinal);
        Assert.All(list.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public async Task A_check_shows_what_the_code_printed_and_the_line_that_threw()
    {
        await Run("start", "forward-train", "--in", _folder.Path);
        await SolveAsync("forward-train", "for (int i = 1; i <= 30; i++) Console.WriteLine($\"line {i}\");\n        Console.WriteLine(\"solved: forward-train\");\n        throw new InvalidOperationException(\"one\\ntwo\");");
        string[] lines = (await Run("check", "--in", _folder.Path)).Output.ReplaceLineEndings("\n").Split('\n');
        Assert.Equal("your code printed:", lines[0]);
        Assert.Equal(["    line 12", "    solved: forward-train"], [lines[1], lines[20]]);
        Assert.Equal("crash: InvalidOperationException: one two (Exercise.cs:line 16)", lines[21]);

        await SolveAsync("forward-train", "Console.Write(new string('a', 100_000_000)); " + Train);
        Assert.Contains("solved: forward-train; next: bnlab exercise start forward-test", (await Run("check", "--in", _folder.Path, "--timeout", "60")).Output, StringComparison.Ordinal);
    }

    private static Task<CommandLineRun> Run(params string[] words) => CommandLineRun.Of(["exercise", .. words]);

    private Task SolveAsync(string name, string body) => File.WriteAllTextAsync(
        At(name, "Exercise.cs"), Exercise.Named(name).Template.Replace("throw new NotImplementedException();", body, StringComparison.Ordinal));
}
