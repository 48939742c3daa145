using BnLab.Tests.Data;

namespace BnLab.Tests.Cli;

/// <summary>Downloads that go on with what is there, wherever that comes from: the checksum of the whole decides.</summary>
public sealed class DownloadResumeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly byte[] _archive = Archives.Good();

    private int Half => _archive.Length / 2;

    [Fact]
    public async Task Another_address_gives_the_rest()
    {
        using (var first = new LocalServer(call => Break(call, _archive))) await Download(first);
        using var second = LocalServer.Of(_archive);
        Assert.Equal(0, (await Download(second)).ExitCode);
        Assert.Contains($"Range: bytes={Half}-\r\n", Assert.Single(second.Requests), StringComparison.Ordinal);
        Assert.Equal(Archives.Records(3), await Records());
    }

    /// <summary>Nothing but the checksum can tell: the file has the same length, and its server says no more.</summary>
    [Fact]
    public async Task Parts_that_do_not_belong_together_are_given_up_for_the_whole_file()
    {
        byte[] old = [.. _archive.Select(b => (byte)~b)];
        using (var first = new LocalServer(call => Break(call, old))) await Download(first);
        using var second = LocalServer.Of(_archive);
        var run = await Download(second);
        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"cifar-10-binary\.tar\.gz: beginning anew: with what was there already, the SHA-256 sum is \w{64}; expected \w{64}\.", run.Error);
        Assert.Equal([true, false], second.Requests.Select(request => request.Contains("Range: ", StringComparison.Ordinal)));
        Assert.Equal(Archives.Records(3), await Records());
    }

    [Fact]
    public async Task A_whole_file_that_is_wrong_is_fetched_once_more_and_no_oftener()
    {
        byte[] wrong = [.. _archive[..^1], (byte)~_archive[^1]];
        using var server = new LocalServer(call => call.From > 0 ? Rest(call, wrong) : Break(call, wrong));
        await Download(server);
        using var other = LocalServer.Of(wrong);
        var run = await Download(other);
        Assert.Equal((1, 2), (run.ExitCode, other.Requests.Count));
        Assert.EndsWith("What came was removed; the same command begins anew.", Lines(run.Error)[^1], StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Where_nothing_came_nothing_is_said_to_be_kept()
    {
        using var server = new LocalServer(call => call.SendAsync($"200 OK\r\nContent-Length: {_archive.Length}", []));
        var run = await Download(server);
        string line = Assert.Single(Lines(run.Error));
        Assert.Contains("x.tar.gz: the connection broke off after 0 bytes of ", line, StringComparison.Ordinal);
        Assert.Contains("). Check the connection or the proxy", line, StringComparison.Ordinal);
        Assert.DoesNotContain("kept", line, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    public void Dispose() => _folder.Dispose();

    private static string[] Lines(string text) => [.. text.TrimEnd().Split('\n').Select(line => line.TrimEnd('\r'))];

    private Task<byte[]> Records() => File.ReadAllBytesAsync(Path.Combine(_folder.File(Cifar10.FolderName), "data_batch_1.bin"));

    /// <summary>Half of a file.</summary>
    private Task Break(LocalServer.Call call, byte[] file) => call.SendAsync($"200 OK\r\nContent-Length: {file.Length}", file[..Half]);

    private static Task Rest(LocalServer.Call call, byte[] file) => call.SendAsync(string.Create(
        CultureInfo.InvariantCulture, $"206 Partial Content\r\nContent-Length: {file.Length - call.From}\r\nContent-Range: bytes {call.From}-{file.Length - 1}/{file.Length}"), file[call.From..]);

    private Task<CommandLineRun> Download(LocalServer server) => CommandLineRun.Of(
        "data", "download", "cifar10", "--to", _folder.Path, "--url", $"{server.Address}x.tar.gz", "--sha256", Archives.Sha256(_archive));
}
