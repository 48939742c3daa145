using System.Globalization;

namespace BnLab.Cli;

/// <summary>What the program is connected to, and how texts get there.</summary>
internal static class TerminalFacts
{
    private static readonly string[] Variables = ["TERM", "NO_COLOR", "LANG", "LC_ALL"];

    /// <summary>The facts, as <c>doctor</c> tells them.</summary>
    public static IEnumerable<KeyValuePair<string, string>> All()
    {
        string streams = string.Join(", ", Stream("stdin", Console.IsInputRedirected), Stream("stdout", Console.IsOutputRedirected), Stream("stderr", Console.IsErrorRedirected));
        yield return new("terminal", $"{streams}; {Size()}");
        string culture = CultureInfo.CurrentCulture.Name;
        yield return new("texts", $"{Console.OutputEncoding.WebName}, {(culture.Length == 0 ? "invariant culture" : culture)}");
        yield return new("environment", string.Join(", ", Variables.Select(name => $"{name}={Environment.GetEnvironmentVariable(name)}")));
    }

    private static string Stream(string name, bool isRedirected) => $"{name} {(isRedirected ? "redirected" : "a terminal")}";

    private static string Size()
    {
        try
        {
            return Console.IsOutputRedirected ? "no size" : string.Create(CultureInfo.InvariantCulture, $"{Console.WindowWidth} × {Console.WindowHeight}");
        }
        catch (Exception e) when (e is IOException or PlatformNotSupportedException)
        {
            return "no size"; // a terminal that does not tell it
        }
    }
}
