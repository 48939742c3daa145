using System.Net;
using System.Net.Sockets;

namespace BnLab.Tests.Data;

/// <summary>Sets that can be had at several addresses.</summary>
public sealed class SetDownloadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly byte[] _archive = Archives.Good();

    [Fact]
    public async Task Each_address_is_tried()
    {
        using var closed = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        closed.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // nobody listens there
        using var refusing = new LocalServer(call => call.SendAsync("403 Forbidden", []));
        using var good = LocalServer.Of(_archive);
        var words = new Words();
        var images = await Download($"http://{closed.LocalEndPoint}/", refusing.Address, good.Address).RunAsync(words, CancellationToken.None);
        Assert.Equal(3, images.Count);
        Assert.Equal(
            [$"Trying {refusing.Address}.", $"Trying {good.Address}."],
            words.Where(word => word.Contains("Trying", StringComparison.Ordinal)).Select(word => word[word.IndexOf("Trying", StringComparison.Ordinal)..]));
    }

    [Fact]
    public async Task Where_all_fail_the_last_fault_is_told()
    {
        using var first = new LocalServer(call => call.SendAsync("500 Broken", []));
        using var second = new LocalServer(call => call.SendAsync("403 Forbidden", []));
        var error = await Assert.ThrowsAsync<IOException>(() => Download(first.Address, second.Address).RunAsync(new Words(), CancellationToken.None));
        Assert.StartsWith($"{second.Address}: the server answers with status 403; expected the file. Check the connection", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    /// <summary>The first address is gone when the rest is wanted.</summary>
    [Fact]
    public async Task The_next_address_gives_the_rest()
    {
        bool isGone = false;
        using var first = new LocalServer(call => isGone
            ? call.SendAsync("503 Busy", [])
            : call.SendAsync($"200 OK\r\nContent-Length: {_archive.Length}", _archive[..500]));
        using var second = LocalServer.Of(_archive);
        await Assert.ThrowsAsync<IOException>(() => Download(first.Address, second.Address).RunAsync(new Words(), CancellationToken.None));
        Assert.Empty(second.Requests);
        isGone = true;
        Assert.Equal(3, (await Download(first.Address, second.Address).RunAsync(new Words(), CancellationToken.None)).Count);
        Assert.Contains("Range: bytes=500-\r\n", Assert.Single(second.Requests), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private SetDownload Download(params string[] addresses)
    {
        var file = SetSource.Cifar10.Files[0] with { Addresses = [.. addresses.Select(address => new Uri(address))], Length = _archive.Length, Sha256 = Archives.Sha256(_archive) };
        return new(SetSource.Cifar10 with { Files = [file] }, _folder.Path, TimeSpan.FromMinutes(5));
    }

    private sealed class Words : List<string>, IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value)
        {
            if (value.Message is not null) Add(value.Message);
        }
    }
}
