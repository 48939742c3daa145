namespace BnLab.Cli;

/// <summary>What the program is connected to, and how texts get there.</summary>
internal static class TerminalInfo
{
    private static readonly string[] Variables = ["TERM", "NO_COLOR", "LANG", "LC_ALL"];

    /// <summary>The columns that a line on stdout may take: those of a terminal that is narrower than usual, or else <see cref="WrappedText.Width"/>.</summary>
    public static int Columns => Window() is { Width: > 0 and < WrappedText.Width and var width } ? width : WrappedText.Width;

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

    private static string Size() => Window() is var (width, height) ? string.Create(CultureInfo.InvariantCulture, $"{width} × {height}") : "no size";

    /// <summary>The columns and lines of the terminal that stdout is; null if it is none, or one that does not tell.</summary>
    private static (int Width, int Height)? Window()
    {
        try
        {
            return Console.IsOutputRedirected ? null : (Console.WindowWidth, Console.WindowHeight);
        }
        catch (Exception e) when (e is IOException or PlatformNotSupportedException)
        {
            return null;
        }
    }
}
