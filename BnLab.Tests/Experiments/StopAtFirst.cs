namespace BnLab.Tests.Experiments;

/// <summary>Interrupts a study as soon as it tells of a training.</summary>
internal sealed class StopAtFirst(CancellationTokenSource source) : IProgress<TrainingLine>
{
    public void Report(TrainingLine value) => source.Cancel();

    /// <summary>Runs a study until its first line; with one worker nothing else is finished then.</summary>
    public static ExperimentResult Run(Func<IProgress<TrainingLine>, CancellationToken, ExperimentResult> study)
    {
        using var source = new CancellationTokenSource();
        var result = study(new StopAtFirst(source), source.Token);
        Assert.False(result.Complete);
        Assert.Single(result.Histories);
        Assert.Empty(result.Verdicts);
        Assert.Empty(result.Figures);
        return result;
    }
}
