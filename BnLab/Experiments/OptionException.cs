namespace BnLab.Experiments;

/// <summary>An option has a value that a command cannot run with.</summary>
/// <param name="option">The option as the command line spells it: <c>--learning-rate</c>.</param>
/// <param name="value">What it was given; empty for a flag.</param>
/// <param name="expected">What would be right: "a number above 0".</param>
internal sealed class OptionException(string option, object? value, string expected)
    : Exception($"{string.Create(CultureInfo.InvariantCulture, $"{option} {value}").TrimEnd()}: expected {expected}.")
{
    public string Option { get; } = option;
}
