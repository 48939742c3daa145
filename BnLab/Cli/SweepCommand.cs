using System.CommandLine;

namespace BnLab.Cli;

/// <summary>Names for values.</summary>
internal static class SweepCommand
{
    /// <summary>An option with a name for its value.</summary>
    public static Option<TValue> Named<TValue>(Option<TValue> option, string helpName)
    {
        option.HelpName = helpName;
        return option;
    }
}
