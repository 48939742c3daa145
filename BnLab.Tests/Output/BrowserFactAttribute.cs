namespace BnLab.Tests.Output;

/// <summary>A test that needs Chromium, found on the PATH.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    internal const string Reason = "No Chromium on the PATH (chromium or google-chrome): the report was not opened in a browser.";

    public BrowserFactAttribute() => Skip = Executable is null ? Reason : null;

    internal static string? Executable { get; } = (
        from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        from name in Names
        let path = Path.Combine(folder, name)
        where File.Exists(path)
        select path).FirstOrDefault();
}

/// <summary>The same with data.</summary>
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = BrowserFactAttribute.Executable is null ? BrowserFactAttribute.Reason : null;
}
