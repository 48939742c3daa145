using BnLab.Data;

namespace BnLab.Experiments;

/// <summary>A study as a command.</summary>
/// <param name="Name">Its command, and the stem of its files.</param>
/// <param name="Summary">What it does, in a sentence.</param>
/// <param name="Example">Arguments that run it.</param>
/// <param name="Options">Its options.</param>
/// <param name="Define">The study that the options' values ask for; throws <see cref="OptionException"/> where they do not fit.</param>
internal sealed record Experiment(string Name, string Summary, string Example, IReadOnlyList<Setting> Options, Func<Values, Study> Define)
{
    /// <summary>The set that <c>--data auto</c> looks for; CIFAR-10 if null.</summary>
    public DataSetInfo? PreferredData { get; init; }

    /// <summary>The study with some values and defaults elsewhere.</summary>
    public Study With(Func<Values, Values> change) => Define(change(new Values(Options)));
}
