using System.Net;
using System.Net.Sockets;

namespace BnLab.Tests.Cli;

/// <summary><c>bnlab data download</c> from servers that keep the rules and from such that do not.</summary>
public sealed class DownloadCommandTests : FolderTests
{
    private readonly byte[] _archive = Archives.Good();

    private string Target => _folder.File(Cifar10.FolderName);

    private int Half => _archive.Length / 2;

    private string Advice => $"Check the connection or the proxy (HTTPS_PROXY), name another address with --url, or put the files of CIFAR-10 (binary version) into {Target} by hand.";

    private string Part => Path.Combine(_folder.File($"{Cifar10.FolderName}.download"), "cifar-10-binary.tar.gz.part");

    [Fact]
    public async Task A_set_is_downloaded_unpacked_and_read()
    {
        using var server = LocalServer.Of(_archive);
        var run = await Download(server);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            [$"bnlab: cifar-10-binary.tar.gz: {_archive.Length:N0} of {_archive.Length:N0} bytes (100 %).", "bnlab: cifar-10-batches-bin: unpacking and reading."],
            Lines(run.Error));
        Assert.Contains("images    3 of 3 × 32 × 32 bytes", run.Output, StringComparison.Ordinal);
        Assert.Equal([Target], Directory.EnumerateFileSystemEntries(_folder.Path));
        Assert.Equal(["data_batch_1.bin", "readme.html"], Names(Cifar10.FolderName));
        Assert.Equal(Archives.Records(3), await File.ReadAllBytesAsync(Path.Combine(Target, "data_batch_1.bin")));
    }

    [Fact]
    public async Task A_set_that_is_there_is_left_alone()
    {
        using var server = LocalServer.Of(_archive);
        await Download(server);
        await File.WriteAllTextAsync(Path.Combine(Target, "readme.html"), "mine");
        var run = await Download(server);
        Assert.Equal((0, $"bnlab: {Target} is there already and can be read; it is left as it is."), (run.ExitCode, run.Error.TrimEnd()));
        Assert.Single(server.Requests);
        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Combine(Target, "readme.html")));
    }

    [Fact]
    public async Task Something_else_in_its_place_is_left_alone_too()
    {
        using var server = LocalServer.Of(_archive);
        Directory.CreateDirectory(Target);
        await File.WriteAllBytesAsync(Path.Combine(Target, "data_batch_1.bin"), new byte[5000]);
        var run = await Download(server);
        Assert.Equal(1, run.ExitCode);
        Assert.EndsWith($"This is in the place of the download: move {Target} away, or choose another with --to.", Assert.Single(Lines(run.Error)), StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Mnist_is_four_files()
    {
        var files = MnistFiles();
        using var server = new LocalServer(call => call.FileAsync(files[call.Path["/set/".Length..]]));
        var run = await CommandLineRun.Of("data", "download", "mnist", "--to", _folder.Path, "--url", $"{server.Address}set", "--sha256", string.Join(',', files.Values.Select(Archives.Sha256)), "--quiet");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(files.Keys.Order(StringComparer.Ordinal), Names("mnist"));
        Assert.Equal(7, Mnist.Read(_folder.Path).Count);
        Assert.Equal([_folder.File("mnist")], Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task An_original_that_has_another_length_is_refused_before_it_comes()
    {
        using var server = LocalServer.Of(_archive);
        var run = await CommandLineRun.Of("data", "download", "cifar10", "--to", _folder.Path, "--url", $"{server.Address}x.tar.gz");
        Assert.Equal((1, $"bnlab: {server.Address}x.tar.gz: the server announces {_archive.Length:N0} bytes; expected 170,052,171, as the original has (of a set of your own, --sha256 gives the sums). {Advice}"), (run.ExitCode, run.Error.TrimEnd()));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_connection_that_breaks_off_leaves_a_part_that_the_next_run_goes_on_with()
    {
        int half = Half;
        using (var server = Broken(half))
        {
            var broken = await Download(server);
            Assert.Equal(1, broken.ExitCode);
            Assert.StartsWith($"bnlab: {server.Address}x.tar.gz: the connection broke off after {half:N0} bytes of {_archive.Length:N0} (", Lines(broken.Error)[^1], StringComparison.Ordinal);
            Assert.EndsWith($"); they are kept in {Part}, and the same command, or one with another --url, asks for the rest.", Lines(broken.Error)[^1], StringComparison.Ordinal);
            Assert.False(Directory.Exists(Target));
            Assert.Equal(_archive[..half], await File.ReadAllBytesAsync(Part));

            var run = await Download(server);
            Assert.Equal(0, run.ExitCode);
            Assert.Equal($"bnlab: cifar-10-binary.tar.gz: going on after {half:N0} bytes that are there.", Lines(run.Error)[0]);
            Assert.Contains($"Range: bytes={half}-\r\n", server.Requests[1], StringComparison.Ordinal);
        }

        Assert.Equal(3, Cifar10.Read(_folder.Path).Count);
    }

    /// <summary>As a run leaves it that is killed while it unpacks.</summary>
    [Fact]
    public async Task What_is_half_unpacked_is_unpacked_again()
    {
        using var server = Broken(500);
        await Download(server);
        await File.WriteAllBytesAsync(Part, _archive);
        string half = Path.Combine(Path.GetDirectoryName(Part)!, "new", Cifar10.FolderName);
        Directory.CreateDirectory(half);
        await File.WriteAllBytesAsync(Path.Combine(half, "data_batch_5.bin"), new byte[100]);
        Assert.Equal(0, (await Download(server)).ExitCode);
        Assert.Single(server.Requests);
        Assert.Equal(["data_batch_1.bin", "readme.html"], Names(Cifar10.FolderName));
    }

    [Fact]
    public async Task An_archive_that_holds_no_data_set_is_removed()
    {
        byte[] archive = Archives.TarGz(Archives.File($"{Archives.Root}/data_batch_1.bin", new byte[100]));
        using var server = LocalServer.Of(archive);
        var run = await CommandLineRun.Of("data", "download", "cifar10", "--to", _folder.Path, "--url", $"{server.Address}x.tar.gz", "--sha256", Archives.Sha256(archive));
        Assert.Equal(1, run.ExitCode);
        Assert.EndsWith("data_batch_1.bin: 100 bytes end within record 0; expected whole records of 3073 bytes. What came was removed.", Lines(run.Error)[^1], StringComparison.Ordinal);
        Assert.False(Directory.Exists(Target));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("changed, but sends a part all the same")]
    [InlineData("ignores ranges")]
    [InlineData("another range")]
    [InlineData("416")]
    public async Task A_part_is_never_glued_to_bytes_of_another_version(string server)
    {
        byte[] old = Archives.Good(3, seed: 7);
        int half = int.Min(old.Length, _archive.Length) / 2, calls = 0;
        using var changing = new LocalServer(call => (calls++, server) switch
        {
            (0, _) => call.SendAsync($"200 OK\r\nContent-Length: {_archive.Length}", old[..half]),
            (1, "changed, but sends a part all the same") => call.FileAsync(_archive, from: half),
            (1, "another range") => call.FileAsync(_archive, from: half + 1),
            (1, "416") => call.SendAsync("416 Range Not Satisfiable", []),
            (1, "ignores ranges") => call.FileAsync(_archive, from: 0),
            _ => call.FileAsync(_archive),
        });
        Assert.Equal(1, (await Download(changing)).ExitCode);
        var run = await Download(changing);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("cifar-10-binary.tar.gz: beginning anew: ", run.Error, StringComparison.Ordinal);
        Assert.Equal(3, Cifar10.Read(_folder.Path).Count);
    }

    [Fact]
    public async Task A_damaged_file_is_not_used_and_is_removed()
    {
        using var server = LocalServer.Of([.. _archive[..^1], (byte)~_archive[^1]]);
        var run = await Download(server);
        Assert.Equal(1, run.ExitCode);
        Assert.Matches(@"the SHA-256 sum is \w{64}; expected \w{64}\. What came was removed; the same command begins anew\.$", Lines(run.Error)[^1]);
        Assert.Single(server.Requests); // what came whole would come so again
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
        Assert.False(Directory.Exists(Target));
    }

    [Theory]
    [InlineData("200 OK\r\nContent-Length: 99999", "the connection broke off after")] // longer than the truth
    [InlineData("200 OK\r\nContent-Length: 100", "the SHA-256 sum is")]               // shorter
    [InlineData("200 OK\r\nContent-Length: 9999999999999", "the connection broke off after")]
    [InlineData("200 OK\r\nContent-Length: x", "the SHA-256 sum is")]
    [InlineData("200 OK\r\nTransfer-Encoding: chunked", "the connection broke off after 0 bytes (")]
    [InlineData("404 Not Found", "the server answers with status 404; expected the file. Check the connection or the proxy (HTTPS_PROXY), name another address with --url, or put the files of CIFAR-10 (binary version) into ")]
    [InlineData("503 Busy", "the server answers with status 503; expected the file. Check the connection or the proxy (HTTPS_PROXY), name another address with --url, or put the files of CIFAR-10 (binary version) into ")]
    [InlineData("206 Partial Content\r\nContent-Range: bytes 0-10/11", "the server answers with status 206; expected the file. Check the connection or the proxy (HTTPS_PROXY), name another address with --url, or put the files of CIFAR-10 (binary version) into ")]
    [InlineData("302 Found\r\nLocation: /again", "the server answers with status 302 (too many redirections, or one from https to http); expected the file.")]
    [InlineData("302 Found\r\nLocation: ftp://127.0.0.1/", "x.tar.gz: ")]
    [InlineData("302 Found\r\nLocation: file:///etc/passwd", "x.tar.gz: ")]
    [InlineData("302 Found\r\nLocation: mailto:a@b", "x.tar.gz: ")]
    [InlineData("302 Found\r\nLocation: data:,x", "x.tar.gz: ")]
    [InlineData("302 Found\r\nLocation: javascript:x", "x.tar.gz: ")]
    [InlineData("302 Found\r\nLocation: http://", "x.tar.gz: ")]
    [InlineData("302 Found\r\nLocation: http://[", "x.tar.gz: ")]
    [InlineData("302 Found\r\nLocation: http://a b/", "x.tar.gz: ")]
    [InlineData("302 Found\r\nLocation: //", "x.tar.gz: ")]
    [InlineData("302 Found\r\nLocation: unix:/run/x", "x.tar.gz: ")]
    [InlineData("302 Found\r\nLocation: ws://127.0.0.1/", "x.tar.gz: ")]
    [InlineData("302 Found\r\nLocation: http://127.0.0.1:99999/", "x.tar.gz: ")]
    [InlineData("302 Found\r\nLocation:", "x.tar.gz: ")]
    [InlineData("no HTTP", "x.tar.gz: ")]
    public async Task A_server_that_lies_is_told_in_one_line(string head, string message)
    {
        using var server = new LocalServer(call => call.SendAsync(head, [.. _archive[..^1], 1]));
        var run = await Download(server);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, Lines(run.Error)[^1], StringComparison.Ordinal);
        Assert.All(Lines(run.Error), line => Assert.StartsWith("bnlab: ", line, StringComparison.Ordinal));
        Assert.DoesNotContain("internal error", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Target));
        if (!File.Exists(Part)) Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
        Assert.InRange(server.Requests.Count, 1, 6);
    }

    [Fact]
    public async Task An_archive_with_a_name_as_file_and_as_folder_is_removed()
    {
        string name = $"{Archives.Root}/data_batch_1.bin";
        byte[] archive = Archives.TarGz(Archives.File(name, new byte[3073]), Archives.File($"{name}/inner", new byte[1]));
        using var server = LocalServer.Of(archive);
        var run = await CommandLineRun.Of("data", "download", "cifar10", "--to", _folder.Path, "--url", $"{server.Address}x.tar.gz", "--sha256", Archives.Sha256(archive));
        Assert.Equal(1, run.ExitCode);
        Assert.EndsWith("What came was removed.", Lines(run.Error)[^1], StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_redirection_is_followed()
    {
        using var server = new LocalServer(call => call.Path == "/x.tar.gz" ? call.SendAsync("302 Found\r\nLocation: /there\r\nContent-Length: 0", []) : call.FileAsync(_archive));
        Assert.Equal(0, (await Download(server)).ExitCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_falls_silent_is_left_after_a_while(bool hasBegun)
    {
        using var server = new LocalServer(async call =>
        {
            if (call.From > 0)
            {
                await call.FileAsync(_archive);
                return;
            }

            if (hasBegun) await call.FileAsync(_archive, until: 500);
            await call.Silence();
        });
        do
        {
            var run = await Download(server, "--timeout", "1");
            Assert.Equal(1, run.ExitCode);
            Assert.Contains("the server was silent for 1 s", Lines(run.Error)[^1], StringComparison.Ordinal);
        }
        while (hasBegun && !File.Exists(Part)); // on a busy machine a second may not be enough for the first bytes

        Assert.Equal(hasBegun ? 500 : 0, File.Exists(Part) ? new FileInfo(Part).Length : 0);
        if (hasBegun) Assert.Equal(0, (await Download(server)).ExitCode);
    }

    [Fact]
    public async Task No_server_at_all_is_told_in_one_line()
    {
        using var closed = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        closed.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // a port that is taken, and where nobody listens
        string address = $"http://{closed.LocalEndPoint}/", to = _folder.File("a/b");
        var run = await CommandLineRun.Of("data", "download", "mnist", "--to", to, "--url", address);
        string line = Assert.Single(Lines(run.Error));
        Assert.StartsWith($"bnlab: {address}train-images-idx3-ubyte.gz: there is no connection (", line, StringComparison.Ordinal);
        Assert.EndsWith($"). Check the connection or the proxy (HTTPS_PROXY), name another address with --url, or put the files of MNIST into {Path.Combine(to, "mnist")} by hand.", line, StringComparison.Ordinal);
        Assert.Equal(1, run.ExitCode);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path)); // neither b nor a
    }

    [Fact]
    public async Task A_server_without_encryption_where_it_is_expected_is_told_in_one_line()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        string address = $"https://{listener.LocalEndpoint}/";
        var download = CommandLineRun.Of("data", "download", "cifar10", "--to", _folder.File("new"), "--url", $"{address}x.tar.gz");
        using (var client = await listener.AcceptTcpClientAsync()) await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());
        var run = await download;
        string line = Assert.Single(Lines(run.Error));
        Assert.StartsWith($"bnlab: {address}x.tar.gz: there is no secure connection (", line, StringComparison.Ordinal);
        Assert.Contains("). Check the connection or the proxy (HTTPS_PROXY)", line, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData("imagenet", "bnlab: SET imagenet: expected one of cifar10, mnist.")]
    [InlineData("cifar10 --timeout 0", "bnlab: --timeout 0: expected 1 to 3600. 'bnlab data download --help' lists what there is.")]
    [InlineData("cifar10 --url file:///etc/passwd", "bnlab: --url file:///etc/passwd: expected an address that begins with https:// or http:// and has no user name.")]
    [InlineData("cifar10 --url http://me:secret@127.0.0.1/", "bnlab: --url …@127.0.0.1/: expected an address that begins with https:// or http:// and has no user name.")]
    [InlineData("cifar10 --sha256 00", "bnlab: --sha256 00: expected --url beside it: the original's sum is known.")]
    [InlineData("cifar10 --url http://127.0.0.1/ --sha256 00", "bnlab: --sha256 00: expected 64 hexadecimal digits.")]
    [InlineData("mnist --url http://127.0.0.1/ --sha256 00", "bnlab: --sha256 00: expected 4 sums of 64 hexadecimal digits with commas between.")]
    [InlineData("cifar10 --url http://127.0.0.1/cifar-10-python.tar.gz", "bnlab: http://127.0.0.1/cifar-10-python.tar.gz: this is CIFAR-10's Python version, a pickle, which can run code when it is opened: bnlab never unpickles. It reads the binary version; 'bnlab data download cifar10' gets it.")]
    public async Task Bad_options_are_told_in_one_line(string arguments, string message)
    {
        var run = await CommandLineRun.Of(["data", "download", .. arguments.Split(' '), "--to", _folder.File("data")]);
        Assert.Equal((1, message), (run.ExitCode, run.Error.TrimEnd()));
        Assert.False(Directory.Exists(_folder.File("data")));
    }

    [Fact]
    public async Task Another_address_gives_the_rest()
    {
        using (var first = Broken(Half)) await Download(first);
        using var second = LocalServer.Of(_archive);
        Assert.Equal(0, (await Download(second)).ExitCode);
        Assert.Contains($"Range: bytes={Half}-\r\n", Assert.Single(second.Requests), StringComparison.Ordinal);
        Assert.Equal(Archives.Records(3), await File.ReadAllBytesAsync(Path.Combine(Target, "data_batch_1.bin")));
    }

    /// <summary>Nothing but the checksum can tell: the file has the same length, and its server says no more.</summary>
    [Fact]
    public async Task Parts_that_do_not_belong_together_are_given_up_for_the_whole_file()
    {
        byte[] old = [.. _archive.Select(b => (byte)~b)];
        using (var first = Broken(Half, old)) await Download(first);
        using var second = LocalServer.Of(_archive);
        var run = await Download(second);
        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"cifar-10-binary\.tar\.gz: beginning anew: with what was there already, the SHA-256 sum is \w{64}; expected \w{64}\.", run.Error);
        Assert.Equal([true, false], second.Requests.Select(request => request.Contains("Range: ", StringComparison.Ordinal)));
        Assert.Equal(Archives.Records(3), await File.ReadAllBytesAsync(Path.Combine(Target, "data_batch_1.bin")));
    }

    [Fact]
    public async Task A_whole_file_that_is_wrong_is_fetched_once_more_and_no_oftener()
    {
        byte[] wrong = [.. _archive[..^1], (byte)~_archive[^1]];
        using var server = Broken(Half, wrong);
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
        using var server = new LocalServer(call => call.FileAsync(_archive, until: 0));
        var run = await Download(server);
        string line = Assert.Single(Lines(run.Error));
        Assert.Contains("x.tar.gz: the connection broke off after 0 bytes of ", line, StringComparison.Ordinal);
        Assert.Contains("). Check the connection or the proxy", line, StringComparison.Ordinal);
        Assert.DoesNotContain("kept", line, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    private static string[] Lines(string text) => [.. text.TrimEnd().Split('\n').Select(line => line.TrimEnd('\r'))];

    private static Dictionary<string, byte[]> MnistFiles() => new(StringComparer.Ordinal)
    {
        ["train-images-idx3-ubyte.gz"] = Data.MnistFiles.Compress(Data.MnistFiles.Images(7)),
        ["train-labels-idx1-ubyte.gz"] = Data.MnistFiles.Compress(Data.MnistFiles.Labels(7)),
        ["t10k-images-idx3-ubyte.gz"] = Data.MnistFiles.Compress(Data.MnistFiles.Images(2)),
        ["t10k-labels-idx1-ubyte.gz"] = Data.MnistFiles.Compress(Data.MnistFiles.Labels(2)),
    };

    /// <summary>A server that breaks off after some bytes, once.</summary>
    private LocalServer Broken(int length, byte[]? file = null) => new(call => call.FileAsync(file ?? _archive, call.From > 0 ? null : length));

    private Task<CommandLineRun> Download(LocalServer server, params string[] more) => CommandLineRun.Of(
        ["data", "download", "cifar10", "--to", _folder.Path, "--url", $"{server.Address}x.tar.gz", "--sha256", Archives.Sha256(_archive), .. more]);
}
