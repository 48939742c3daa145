namespace BnLab.Tests.Cli;

/// <summary>The commands regression, shift, whiten and shuffle: their files, their verdicts as exit codes, their options.</summary>
public sealed class DataStudyCommandsTests : IDisposable
{
    private const string SmallNet = "--data synthetic --num-train 100 --hidden 10 --epochs 4 --batch-size 20";

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("regression --seeds 2", "regression.csv regression.errors.csv regression.figure.csv regression.fit.csv regression.fit.figure.csv regression.fit.png regression.fit.svg regression.json regression.png regression.svg")]
    [InlineData("shift " + SmallNet, "shift.csv shift.distributions.csv shift.distributions.figure.csv shift.distributions.png shift.distributions.svg shift.drift.csv shift.drift.figure.csv shift.drift.png shift.drift.svg shift.figure.csv shift.json shift.percentiles.csv shift.png shift.svg")]
    [InlineData("whiten --shrink 8 " + SmallNet, "whiten.accuracy.csv whiten.csv whiten.figure.csv whiten.hyperplanes.csv whiten.images.figure.csv whiten.images.png whiten.images.svg whiten.json whiten.loss.csv whiten.plane.csv whiten.png whiten.svg whiten.training.figure.csv whiten.training.png whiten.training.svg")]
    [InlineData("shuffle --seeds 2 " + SmallNet, "shuffle.accuracy.csv shuffle.csv shuffle.figure.csv shuffle.json shuffle.png shuffle.svg")]
    public async Task A_study_writes_its_files_and_its_exit_code_is_its_verdict(string arguments, string files)
    {
        var run = await Run(arguments);
        string[] verdicts = [.. run.Output.Split('\n').Where(line => line.StartsWith("ok  ", StringComparison.Ordinal) || line.StartsWith("FAILED", StringComparison.Ordinal))];
        Assert.NotEmpty(verdicts);
        Assert.Equal(verdicts.All(line => line.StartsWith("ok", StringComparison.Ordinal)) ? 0 : 2, run.ExitCode);
        Assert.All(run.Output.Split('\n').Except(verdicts), line => Assert.True(line.Length <= 100, line));
        Assert.Equal(files.Split(' '), Directory.EnumerateFiles(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("regression --data synthetic", "bnlab: --data: unknown option of 'bnlab regression'.")]
    [InlineData("regression --seeds 0", "bnlab: --seeds 0: expected 1 to 10000.")]
    [InlineData("regression --hidden 0", "bnlab: --hidden 0: expected sizes of 1 or more.")]
    [InlineData("shift --hidden none", "bnlab: --hidden none: expected at least one hidden layer")]
    [InlineData("whiten --weight-scale 1", "bnlab: --weight-scale: unknown option of 'bnlab whiten'.")]
    [InlineData("whiten --shrink 5 --data synthetic", "bnlab: --shrink 5: expected a divisor of height and width")]
    [InlineData("shuffle --seeds 1", "bnlab: --seeds 1: expected 2 to 10000.")]
    [InlineData("shuffle --num-train 10", "bnlab: --batch-size 50: expected at most 10")]
    public async Task Bad_options_give_one_line_and_no_file(string arguments, string message)
    {
        var run = await Run(arguments);
        Assert.StartsWith(message, Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    public void Dispose() => _folder.Dispose();

    private Task<CommandLineRun> Run(string arguments) => CommandLineRun.Of([.. arguments.Split(' '), "--out", _folder.Path]);
}
