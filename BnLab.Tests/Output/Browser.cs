using Microsoft.Playwright;

namespace BnLab.Tests.Output;

/// <summary>One Chromium, found on the PATH, for all tests that need it.</summary>
public sealed class Browser : IAsyncLifetime
{
    internal const string Missing = "No Chromium on the PATH (chromium or google-chrome): nothing was opened in a browser.";

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    internal static string? Executable { get; } = (
        from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        from name in (string[])["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
        let path = Path.Combine(folder, name)
        where File.Exists(path)
        select path).FirstOrDefault();

    public async Task InitializeAsync()
    {
        if (Executable is null) return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable, Args = ["--no-sandbox"] });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    internal Task<IPage> NewPageAsync(BrowserNewPageOptions? options = null) => _browser!.NewPageAsync(options);
}

[CollectionDefinition(nameof(Browser))]
public sealed class BrowserCollectionDefinition : ICollectionFixture<Browser>;

public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Browser.Executable is null ? Browser.Missing : null;
}

public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Browser.Executable is null ? Browser.Missing : null;
}
