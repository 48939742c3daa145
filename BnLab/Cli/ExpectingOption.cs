using System.CommandLine;

namespace BnLab.Cli;

/// <summary>An option that can say what its value is to be, for a message where there is none: all that take a value can.</summary>
internal interface IExpecting
{
    /// <summary>What stands behind <c>expected</c>: <c>a whole number</c>.</summary>
    string Expected { get; }
}

/// <inheritdoc cref="IExpecting"/>
internal sealed class ExpectingOption<TValue>(string name, string[] aliases, string expected) : Option<TValue>(name, aliases), IExpecting
{
    public string Expected { get; } = expected;
}
