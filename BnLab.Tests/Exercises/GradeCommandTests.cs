using BnLab.Exercises;

namespace BnLab.Tests.Exercises;

/// <summary>Classes whose hand-ins or options are not as they should be.</summary>
public sealed class GradeCommandTests : FolderTests
{
    private static readonly string Fixtures = Path.Combine(Repository.Root, "BnLab.Tests", "Exercises", "Fixtures");

    [Fact]
    public async Task A_table_in_no_folder_is_refused_before_anything_is_graded()
    {
        HandIn("ada.npz", "right.npz");
        string csv = At("no", "such", "g.csv");
        var run = await GradeAsync(At("class"), csv);
        Assert.Equal((1, $"bnlab: --csv {csv}: expected a file in a folder that is there.", ""), (run.ExitCode, run.Error.TrimEnd(), run.Output));
    }

    /// <summary>What fails while several are graded is one line, as elsewhere.</summary>
    [Fact]
    public async Task A_table_that_cannot_be_written_is_no_internal_error()
    {
        HandIn("ada.npz", "right.npz");
        Assert.Equal(1, (await GradeAsync(At("class"), At(new string('g', 250)))).ExitCode); // its temporary name is longer than a name may be
    }

    /// <summary>Each gets its row, and what is not right is listed.</summary>
    [Fact]
    public async Task One_unreadable_hand_in_does_not_stop_the_class()
    {
        HandIn("ada.npz", "right.npz");
        HandIn(Path.Combine("ada", "other.npz"), "right.npz");
        HandIn(Path.Combine("ben", "any.npz"), "right.npz");
        HandIn("cem.npz", "backward-gamma-forgotten.npz");
        HandIn("dov.npz", "bad-pickle.npz");
        HandIn("eva.npz", "bad-capitals.npz");
        await File.WriteAllTextAsync(At("class", "notes.txt"), "no hand-in");
        var run = await GradeAsync(At("class"), At("g.csv"), "--gradescope");
        Assert.Equal(0, run.ExitCode);
        string[] lines = run.Output.ReplaceLineEndings("\n").Split('\n');
        Assert.Equal(["right          1", "unreadable     3", "wrong          1"], lines[..3]);
        string output = string.Join(' ', run.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains($"ada: unreadable, expected one hand-in, but there are {At("class", "ada", "other.npz")} and {At("class", "ada.npz")}", output, StringComparison.Ordinal);
        Assert.Contains("cem: wrong, batchnorm-gamma-left-out", output, StringComparison.Ordinal);
        Assert.Contains("dov: unreadable, ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("ben:", output, StringComparison.Ordinal);
        Assert.Equal($"bnlab: wrote {At("g.csv")}, and 5 files STUDENT.results.json beside it", run.Error.TrimEnd());
    }

    [Fact]
    public async Task The_folder_of_one_student_is_a_class_of_one()
    {
        await CommandLineRun.Of("exercise", "start", "break-the-check", "--in", _folder.Path);
        string source = At("break-the-check", "Exercise.cs");
        await File.WriteAllTextAsync(source, (await File.ReadAllTextAsync(source)).Replace(
            "throw new NotImplementedException();",
            "var xMu = x - ColumnMean(x); var std = Sqrt(ColumnMean(xMu * xMu) + 1e-5); var xHat = xMu / std; return gamma / std * (dout - ColumnMean(dout) - xHat * ColumnMean(dout * xHat));",
            StringComparison.Ordinal));
        var run = await CommandLineRun.Of("exercise", "grade", At("break-the-check"), "--exercise", "break-the-check", "--csv", At("g.csv"), "--gradescope", "--timeout", "60");
        Assert.Equal(["wrong          1", "break-the-check: wrong, no check can notice it: with random gamma it is right, too", ""], run.Output.ReplaceLineEndings("\n").Split('\n'));
        using var result = JsonDocument.Parse(await File.ReadAllTextAsync(At("results.json"))); // a right dx does not break a check
        Assert.Equal((0, "wrong"), (result.RootElement.GetProperty("score").GetInt32(), result.RootElement.GetProperty("tests")[0].GetProperty("output").GetString()));
    }

    [Fact]
    public void Every_status_is_explained()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "teaching.md"));
        Assert.All(Enum.GetValues<Status>(), status => Assert.Contains($"| `{status.Text()}` |", page, StringComparison.Ordinal));
    }

    private void HandIn(string name, string fixture)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At("class", name))!);
        File.Copy(Path.Combine(Fixtures, fixture), At("class", name));
    }

    private static Task<CommandLineRun> GradeAsync(string folder, string csv, params string[] more) =>
        CommandLineRun.Of(["exercise", "grade", folder, "--exercise", "backward-closed-form", "--csv", csv, .. more]);
}
