using Microsoft.Playwright;

namespace BnLab.Tests.Output;

/// <summary>The report as a reader meets it: in Chromium, on a desktop and on a phone, with mouse and keyboard.</summary>
[Collection(nameof(Browser))]
public sealed class ReportBrowserTests(Browser browser, ReportBrowserTests.Report report) : IClassFixture<ReportBrowserTests.Report>
{
    private readonly List<string> _complaints = [], _requests = [];

    [BrowserFact]
    public async Task It_opens_without_an_error_or_a_request_and_shows_every_figure()
    {
        var page = await OpenAsync(1400, 900);
        Assert.Empty(_complaints);
        Assert.Equal([report.Address], _requests);
        Assert.Equal(ReportSamples.Figures, await page.Locator("figure svg").CountAsync());
        foreach (var svg in await page.Locator("figure svg").AllAsync())
        {
            var box = await svg.BoundingBoxAsync();
            Assert.True(box is { Width: > 300, Height: > 150 });
        }
    }

    [BrowserTheory]
    [InlineData(380)]
    [InlineData(1400)]
    public async Task It_fits_the_width(int width)
    {
        var page = await OpenAsync(width, 800);
        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.Empty(await page.EvaluateAsync<string[]>("""
            [...document.querySelectorAll('body *')].filter(e => !e.closest('.scroll, .sheet, .skip, thead, .tip')
              && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 80))
            """));
    }

    /// <summary>A line of a command ends between words, not after a hyphen of one.</summary>
    [BrowserFact]
    public async Task Words_of_a_command_stay_whole()
    {
        var page = await OpenAsync(380, 800);
        int[] heights = await page.EvaluateAsync<int[]>("[...document.querySelectorAll('.command span')].map(span => span.offsetHeight)");
        Assert.Equal(4 * 4, heights.Length);
        Assert.Single(heights.Distinct());
        Assert.True(await page.EvaluateAsync<bool>("[...document.querySelectorAll('.command')].some(command => command.offsetHeight > 2 * command.firstChild.offsetHeight - 2)"));
    }

    /// <summary>A browser would break a line after the sign in 1.25e-07; and what is kept whole must not widen the page.</summary>
    [BrowserTheory]
    [InlineData(320)]
    [InlineData(380)]
    [InlineData(760)]
    public async Task Numbers_stay_whole(int width)
    {
        var page = await OpenAsync(width, 800);
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(details => details.open = true)");
        string[] lines = await page.EvaluateAsync<string[]>("""
            [...document.querySelectorAll('main')].flatMap(main => {
              const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT), found = [];
              for (let text; text = texts.nextNode();)
                for (const match of text.data.matchAll(/[\d.]+e-\d+/gi)) {
                  const range = document.createRange();
                  range.setStart(text, match.index);
                  range.setEnd(text, match.index + match[0].length);
                  found.push(`${new Set([...range.getClientRects()].map(box => box.top)).size} ${match[0]}`);
                }
              return found;
            })
            """);
        Assert.InRange(lines.Length, 500, 2000);
        Assert.All(lines, line => Assert.StartsWith("1 ", line, StringComparison.Ordinal));
        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    [BrowserFact]
    public async Task Hovering_near_a_point_and_walking_by_keys_tell_values()
    {
        var page = await OpenAsync(1400, 900);
        var tip = page.Locator(".tip");
        Assert.Equal("", await tip.TextContentAsync());
        var point = page.Locator("figure svg circle[r]").Nth(1);
        await point.ScrollIntoViewIfNeededAsync();
        var box = await point.BoundingBoxAsync();
        await page.Mouse.MoveAsync(box!.X + (box.Width / 2) + 2, box.Y + (box.Height / 2) + 2);
        Assert.Contains(ReportSamples.SeriesName, await tip.TextContentAsync(), StringComparison.Ordinal);
        await page.Mouse.MoveAsync(1, 1);
        Assert.Equal("", await tip.TextContentAsync());

        await page.Locator(".sheet").First.FocusAsync();
        await page.Keyboard.PressAsync("Home");
        string? first = await tip.TextContentAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        string? second = await tip.TextContentAsync();
        Assert.StartsWith(ReportSamples.SeriesName, first, StringComparison.Ordinal);
        Assert.NotEqual(first, second);
        await page.EvaluateAsync("scrollBy({ top: 40, behavior: 'instant' })");
        await page.EvaluateAsync("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        var (ring, beside) = (await page.Locator(".ring").BoundingBoxAsync(), await tip.BoundingBoxAsync());
        Assert.InRange(beside!.X + (beside.Width / 2) - ring!.X - (ring.Width / 2), -60, 60);
        Assert.InRange(ring.Y - beside.Y, 0, 60);
        await page.Keyboard.PressAsync("Escape");
        Assert.Equal("", await tip.TextContentAsync());
        Assert.Empty(_complaints);
    }

    [BrowserFact]
    public async Task Lines_without_markers_tell_the_values_of_their_points_too()
    {
        var page = await OpenAsync(1400, 900);
        var line = page.Locator("[data-points]").First;
        string points = (await line.GetAttributeAsync("data-points"))!, name = (await line.GetAttributeAsync("data-name"))!;
        string[] second = points.Split('|')[1].Split(' ', 3);
        var svg = page.Locator("figure svg").Filter(new() { Has = page.Locator("[data-points]") }).First;
        await svg.ScrollIntoViewIfNeededAsync();
        float[] at = await svg.EvaluateAsync<float[]>(
            "(svg, [x, y]) => { const p = new DOMPoint(x, y).matrixTransform(svg.getScreenCTM()); return [p.x, p.y]; }",
            second.Take(2).Select(number => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture)).ToArray());
        await page.Mouse.MoveAsync(at[0], at[1]);
        Assert.Equal($"{name}: {second[2]}", await page.Locator(".tip").TextContentAsync());
        Assert.Empty(_complaints);
    }

    [BrowserFact]
    public async Task One_tab_stop_a_figure_and_the_arrow_keys_lead_through_its_points()
    {
        var page = await OpenAsync(1400, 900);
        Assert.Equal(0, await page.Locator("figure svg [tabindex]").CountAsync());
        var sheet = page.Locator(".sheet").Filter(new() { Has = page.Locator("[data-points]") }).First;
        await sheet.FocusAsync();
        List<string?> told = [];
        foreach (string key in (string[])["Home", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft", "End", "ArrowRight"])
        {
            await page.Keyboard.PressAsync(key);
            told.Add(await page.Locator(".tip").TextContentAsync());
        }

        Assert.Equal((told[2], told[5]), (told[4], told[6])); // at the end the last one stays
        Assert.Equal(5, told.Distinct().Count());
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("", await page.Locator(".tip").TextContentAsync());
        Assert.Empty(_complaints);
    }

    [BrowserFact]
    public async Task Everything_that_can_be_used_is_reached_by_the_keyboard_and_is_seen_to_be()
    {
        var page = await OpenAsync(1400, 900);
        int count = await page.Locator("a, summary, [tabindex='0']").CountAsync();
        for (int i = 0; i < count; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            string style = await page.EvaluateAsync<string>("document.activeElement === document.body ? 'nothing' : getComputedStyle(document.activeElement).outlineStyle");
            if (style == "nothing") break; // closed tables are passed over
            Assert.Equal("solid", style);
        }
    }

    [BrowserTheory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Text_stands_out_from_the_page(ColorScheme scheme)
    {
        var page = await OpenAsync(1400, 900, scheme);
        double least = await page.EvaluateAsync<double>("""
            (() => {
              const rgb = text => text.match(/[\d.]+/g).map(Number);
              const light = c => c.slice(0, 3).map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
                .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
              const behind = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
              return Math.min(...[...document.querySelectorAll('body *:not(svg *):not(script)')].filter(e => e.innerText && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())).map(e => {
                const a = light(rgb(getComputedStyle(e).color)) + 0.05, b = light(behind(e)) + 0.05;
                return Math.max(a, b) / Math.min(a, b);
              }));
            })()
            """);
        Assert.InRange(least, 4.5, 21);
        string paper = await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('svg rect')).fill");
        Assert.Equal(scheme == ColorScheme.Dark ? "rgb(20, 24, 29)" : "rgb(255, 255, 255)", paper);
    }

    private async Task<IPage> OpenAsync(int width, int height, ColorScheme scheme = ColorScheme.Light)
    {
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = height }, ColorScheme = scheme });
        page.Console += (_, message) => _complaints.Add(message.Text);
        page.PageError += (_, error) => _complaints.Add(error);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("data:", StringComparison.Ordinal)) _requests.Add(request.Url); // a part of the page itself
        };
        await page.GotoAsync(report.Address);
        return page;
    }

    /// <summary>One report for all tests: every kind of figure, a run with a long name, and long lines of small numbers.</summary>
    public sealed class Report : IAsyncLifetime, IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        internal string Address => new Uri(_folder.File("report.html")).AbsoluteUri;

        public async Task InitializeAsync()
        {
            string many = string.Join(", ", Enumerable.Range(1, 60).Select(layer => $"-1.25e-07 in layer {layer}, 3e-08"));
            ReportSamples.Write(_folder.Path);
            ReportSamples.Write(_folder.File("long"), new("sweep-batch-layernorm-with-a-long-name", [], [], []));
            ReportSamples.Write(
                _folder.File("small"), new("small", [], [new("small", ["text"], [[many[..250]]])], []) { Checks = [new($"Small: {many}", many, many, true), new(many, "1e-09", "2.5e-08", false)], Claims = [ReportSamples.Claim(Outcome.NotDecided, many)] },
                options: [new("scales", string.Join(',', Enumerable.Range(1, 60).Select(i => $"{i}E-05")))]);
            Assert.Equal(0, (await CommandLineRun.Of("report", _folder.Path)).ExitCode);
        }

        public Task DisposeAsync() => Task.CompletedTask;

        public void Dispose() => _folder.Dispose();
    }
}
