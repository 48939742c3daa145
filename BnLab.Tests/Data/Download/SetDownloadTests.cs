using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace BnLab.Tests.Data;

/// <summary>Sets that can be had at several addresses.</summary>
public sealed class SetDownloadTests : FolderTests
{
    private readonly byte[] _archive = Archives.Good();
    private readonly List<string> _told = [];

    [Fact]
    public async Task Each_address_is_tried()
    {
        using var closed = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        closed.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // nobody listens there
        using var refusing = new LocalServer(call => call.SendAsync("403 Forbidden", []));
        using var good = LocalServer.Of(_archive);
        var images = await Download($"http://{closed.LocalEndPoint}/", refusing.Address, good.Address);
        Assert.Equal(3, images.Count);
        Assert.Equal(
            [$"Trying {refusing.Address}.", $"Trying {good.Address}."],
            _told.Where(word => word.Contains("Trying", StringComparison.Ordinal)).Select(word => word[word.IndexOf("Trying", StringComparison.Ordinal)..]));
    }

    [Fact]
    public async Task Where_all_fail_the_last_fault_is_told()
    {
        using var first = new LocalServer(call => call.SendAsync("500 Broken", []));
        using var second = new LocalServer(call => call.SendAsync("403 Forbidden", []));
        var error = await Assert.ThrowsAsync<IOException>(() => Download(first.Address, second.Address));
        Assert.StartsWith($"{second.Address}: the server answers with status 403; expected the file. Check the connection", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    /// <summary>The first address is gone when the rest is wanted.</summary>
    [Fact]
    public async Task The_next_address_gives_the_rest()
    {
        bool isGone = false;
        using var first = new LocalServer(call => isGone ? call.SendAsync("503 Busy", []) : call.FileAsync(_archive, until: 500));
        using var second = LocalServer.Of(_archive);
        await Assert.ThrowsAsync<IOException>(() => Download(first.Address, second.Address));
        Assert.Empty(second.Requests);
        isGone = true;
        Assert.Equal(3, (await Download(first.Address, second.Address)).Count);
        Assert.Contains("Range: bytes=500-\r\n", Assert.Single(second.Requests), StringComparison.Ordinal);
    }

    private Task<ImageSet> Download(params string[] addresses)
    {
        var file = SetSource.Cifar10.Files[0] with { Addresses = [.. addresses.Select(address => new Uri(address))], Length = _archive.Length, Sha256 = Archives.Sha256(_archive) };
        return new SetDownload(SetSource.Cifar10 with { Files = [file] }, _folder.Path, TimeSpan.FromMinutes(5))
            .RunAsync(new Told<DownloadProgress>(progress => _told.Add(progress.Message ?? "")), CancellationToken.None);
    }

    public static TheoryData<Exception, string> Faults => new()
    {
        { new HttpRequestException(HttpRequestError.NameResolutionError, "Name or service not known (nowhere.invalid:443)", new SocketException()), "the host is not found (Name or service not known (nowhere.invalid:443))" },
        { new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused (127.0.0.1:9)", new SocketException()), "there is no connection (Connection refused (127.0.0.1:9))" },
        { new HttpRequestException(HttpRequestError.SecureConnectionError, "see inner exception", new AuthenticationException("see inner exception.", new AuthenticationException("UntrustedRoot."))), "there is no secure connection (UntrustedRoot)" },
        { new HttpRequestException(HttpRequestError.ProxyTunnelError, "http://me:secret@proxy failed with 407"), "the proxy does not let it through" },
        { new TaskCanceledException("A task was canceled.", new TimeoutException()), "the server was silent for 2.5 s" },
        { new HttpRequestException("see inner exception", new IOException("The response ended prematurely.")), "The response ended prematurely" },
    };

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public void A_fault_is_told_in_words(Exception fault, string words) => Assert.Equal(words, NetworkFault.Describe(fault, TimeSpan.FromSeconds(2.5)));
}
