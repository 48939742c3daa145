using BnLab.Data;

namespace BnLab.Experiments;

/// <summary>An experiment as a command.</summary>
/// <param name="Name">Its command, and the stem of its files.</param>
/// <param name="Summary">What it does, in a sentence.</param>
/// <param name="Example">Arguments that run it.</param>
/// <param name="Options">Its options.</param>
internal abstract record Experiment(string Name, string Summary, string Example, IReadOnlyList<Setting> Options);

/// <summary>An experiment that trains nets.</summary>
/// <param name="Define">The study that the options' values ask for; throws <see cref="OptionException"/> where they do not fit.</param>
internal sealed record StudyExperiment(string Name, string Summary, string Example, IReadOnlyList<Setting> Options, Func<Values, Study> Define)
    : Experiment(Name, Summary, Example, Options)
{
    /// <summary>The set that <c>--data auto</c> looks for; CIFAR-10 if null.</summary>
    public DataSetInfo? PreferredData { get; init; }
}

/// <summary>An experiment that needs no data set and no training.</summary>
/// <param name="Run">Runs it, with a clock in seconds.</param>
internal sealed record DirectExperiment(
    string Name, string Summary, string Example, IReadOnlyList<Setting> Options, Func<Values, Func<double>, CancellationToken, ExperimentResult> Run)
    : Experiment(Name, Summary, Example, Options);
