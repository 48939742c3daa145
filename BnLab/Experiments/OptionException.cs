namespace BnLab.Experiments;

/// <summary>An option has a value that an experiment cannot run with.</summary>
internal sealed class OptionException(string option, object value, string expected)
    : Exception($"{string.Create(CultureInfo.InvariantCulture, $"{option} {value}").TrimEnd()}: expected {expected}.")
{
    /// <summary>The option as the command line spells it.</summary>
    public string Option { get; } = option;
}
