using System.CommandLine;

namespace BnLab.Cli.Commands;

internal static class DownloadCommand
{
    private const int Sha256Digits = 64;

    private static readonly string[] Names = [.. SetSource.All.Select(source => source.Set.Name)];

    private static readonly Setting<string> To = Setting.Word("--to", "data", "Folder that gets the set, in a folder of its usual name.") with { ValueName = "DIR" };

    private static readonly Setting<string?> Url = Setting.Optional(
        "--url", "an address", "Another address: of cifar10's archive, or of a folder with mnist's four files. What comes from there is held to the same checksums.") with
    { ValueName = "URL" };

    private static readonly Setting<string?> Sha256 = Setting.Optional(
        "--sha256", "a sum of 64 hexadecimal digits",
        "With --url: the SHA-256 sum to expect in place of the original's, for a set of your own; "
            + "for mnist four with commas between (train images, train labels, t10k images, t10k labels).") with
    { ValueName = "SUM" };

    private static readonly Setting<int> Patience = Setting.Whole("--timeout", 30, "Seconds that a server may be silent.", 1, 3600);

    public static Command Create()
    {
        var set = new Argument<string>("SET") { Description = $"{string.Join(" or ", Names)}." };
        set.CompletionSources.Add([.. Names]);
        var download = new ExampleCommand(
            "download", "Download a data set, check it and unpack it. An interrupted download goes on where it was.", "data download mnist")
                .With(To, Url, Sha256, Patience).With(GlobalOptions.Quiet, GlobalOptions.Json, GlobalOptions.Config);
        download.Arguments.Add(set);
        download.SetAction((parse, cancellation) => RunAsync(parse, parse.GetRequiredValue(set), cancellation));
        return download;
    }

    private static async Task<int> RunAsync(ParseResult parse, string set, CancellationToken cancellation)
    {
        var console = new Terminal(parse);
        var source = SetSource.All.FirstOrDefault(source => source.Set.Name == set) ?? throw new OptionException("SET", set, $"one of {string.Join(", ", Names)}");
        var download = new SetDownload(Source(source, parse.Get(Url), parse.Get(Sha256)), parse.Get(To), TimeSpan.FromSeconds(parse.Get(Patience)));
        if (download.Existing() is { } there)
        {
            console.Note($"{download.Target} is there already and can be read; it is left as it is.");
            Describe(console, there);
            return ExitCode.Done;
        }

        try
        {
            ImageSet? images = null;
            await new DownloadDisplay(console).ShowAsync(async progress => images = await Task.Run(() => download.RunAsync(progress, cancellation), cancellation));
            Describe(console, images!);
            return ExitCode.Done;
        }
        catch (OperationCanceledException)
        {
            console.Warn(download.IsBegun
                ? $"interrupted; what was downloaded is kept in {download.Workshop}, and the same command asks for the rest."
                : "interrupted before anything was downloaded.");
            return ExitCode.Interrupted;
        }
    }

    private static SetSource Source(SetSource source, string? url, string? sha256)
    {
        if (url is not null)
        {
            bool isAddress = Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.UserInfo.Length == 0;
            string shown = url.Contains('@', StringComparison.Ordinal) ? $"…{url[url.LastIndexOf('@')..]}" : url; // without a password
            if (!isAddress) throw new OptionException("--url", shown, "an address that begins with https:// or http:// and has no user name");
            source = source.From(address!);
        }

        if (sha256 is null) return source;
        if (url is null) throw new OptionException("--sha256", sha256, "--url beside it: the original's sum is known");
        string[] sums = sha256.ToLowerInvariant().Split(',');
        bool areSums = sums.Length == source.Files.Count && sums.All(sum => sum.Length == Sha256Digits && sum.All(char.IsAsciiHexDigitLower));
        return areSums
            ? source.With(sums)
            : throw new OptionException(
                "--sha256", sha256, source.Files.Count == 1 ? "64 hexadecimal digits" : $"{source.Files.Count} sums of 64 hexadecimal digits with commas between");
    }

    private static void Describe(Terminal console, ImageSet images) => console.Print(
    [
        new("data set", images.Name),
        new("source", images.Source),
        new("images", string.Create(CultureInfo.InvariantCulture, $"{images.Count:N0} of {images.Shape} bytes")),
        new("sha256", images.Sha256()),
    ]);
}
