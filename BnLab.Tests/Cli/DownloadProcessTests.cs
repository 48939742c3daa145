using System.Diagnostics;

namespace BnLab.Tests.Cli;

/// <summary>Downloads by a process of their own: interrupted, killed, behind a proxy.</summary>
public sealed class DownloadProcessTests : FolderTests
{
    private readonly byte[] _archive = Archives.Good(records: 40);

    private string Part => Path.Combine(_folder.File($"{Cifar10.FolderName}.download"), "cifar-10-binary.tar.gz.part");

    [Fact]
    public async Task Ctrl_C_keeps_the_part()
    {
        if (OperatingSystem.IsWindows()) return; // there is no signal to send there from a test
        using var server = new LocalServer(call => HaltAsync(call, 300));
        using var process = Start(server.Address);
        await PartHas(300, process);
        await BnlabProcess.Signal(process, "INT");
        string error = await BnlabProcess.End(process);
        Assert.Equal((130, $"bnlab: interrupted; what was downloaded is kept in {_folder.File(Cifar10.FolderName)}.download, and the same command asks for the rest."), (process.ExitCode, error.TrimEnd()));
        Assert.Equal(_archive[..300], await File.ReadAllBytesAsync(Part));
        Assert.False(Directory.Exists(_folder.File(Cifar10.FolderName)));
    }

    [Fact]
    public async Task Ctrl_C_before_the_first_byte_leaves_nothing()
    {
        if (OperatingSystem.IsWindows()) return; // there is no signal to send there from a test
        var asked = new TaskCompletionSource();
        using var server = new LocalServer(call =>
        {
            asked.SetResult();
            return call.Silence();
        });
        using var process = Start(server.Address);
        await asked.Task;
        await BnlabProcess.Signal(process, "INT");
        string error = await BnlabProcess.End(process);
        Assert.Equal((130, "bnlab: interrupted before anything was downloaded."), (process.ExitCode, error.TrimEnd()));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    /// <summary>Killed again and again, at a byte further on each time; the last run ends.</summary>
    [Fact]
    public async Task A_killed_download_goes_on_where_it_was()
    {
        int[] lengths = [1, 1000, _archive.Length - 1, _archive.Length];
        int run = 0;
        using var server = new LocalServer(call => HaltAsync(call, lengths[run]));
        for (; run < lengths.Length; run++)
        {
            using var process = Start(server.Address);
            if (lengths[run] < _archive.Length)
            {
                await PartHas(lengths[run], process);
                process.Kill();
            }

            await process.WaitForExitAsync();
        }

        Assert.Equal(lengths[..^1].Select(length => $"bytes={length}-"), server.Requests.Skip(1).Select(request => request.Split("Range: ")[1].Split("\r\n")[0]));
        AssertComplete();
    }

    /// <summary>Killed at any moment, from before the first byte to behind the last; the next run ends with the same bytes.</summary>
    [Fact]
    public async Task A_download_that_is_killed_at_a_random_moment_is_completed_by_the_next()
    {
        var random = new Random(231);
        for (int i = 0; i < BnlabProcess.Kills; i++)
        {
            using var server = new LocalServer(SlowAsync);
            using (var process = Start(server.Address))
            {
                await Task.Delay(random.Next(900));
                process.Kill();
                await process.WaitForExitAsync();
            }

            if (Directory.Exists(_folder.File(Cifar10.FolderName))) Assert.Equal(40, Cifar10.Read(_folder.Path).Count); // all or nothing
            using var next = Start(server.Address);
            await next.WaitForExitAsync();
            AssertComplete();
            Directory.Delete(_folder.File(Cifar10.FolderName), recursive: true);
        }
    }

    [Fact]
    public async Task The_proxy_of_the_environment_is_asked()
    {
        using var proxy = LocalServer.Of(_archive);
        using var process = Start("http://bnlab.invalid/", ("http_proxy", proxy.Address));
        string error = await BnlabProcess.End(process);
        Assert.True(process.ExitCode == 0, error);
        Assert.StartsWith("GET http://bnlab.invalid/x.tar.gz HTTP/1.1\r\n", Assert.Single(proxy.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_downloads_do_not_write_the_same_part()
    {
        using var server = new LocalServer(call => HaltAsync(call, 300));
        using var first = Start(server.Address);
        await PartHas(300, first);
        using var second = Start(server.Address);
        string error = await BnlabProcess.End(second);
        first.Kill();
        await first.WaitForExitAsync();
        Assert.Equal(1, second.ExitCode);
        Assert.StartsWith($"bnlab: {Part}: expected a file that can be written to and that no other download is writing (", Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    private void AssertComplete()
    {
        Assert.Equal([_folder.File(Cifar10.FolderName)], Directory.EnumerateFileSystemEntries(_folder.Path));
        Assert.Equal(Archives.Records(40), File.ReadAllBytes(Path.Combine(_folder.File(Cifar10.FolderName), "data_batch_1.bin")));
    }

    /// <summary>Sends the file up to a byte, and then nothing more.</summary>
    private async Task HaltAsync(LocalServer.Call call, int length)
    {
        await call.FileAsync(_archive, until: length);
        if (length < _archive.Length) await call.Silence();
    }

    private async Task SlowAsync(LocalServer.Call call)
    {
        await call.FileAsync(_archive, until: call.From);
        foreach (byte[] chunk in _archive[call.From..].Chunk(_archive.Length / 20))
        {
            await call.WriteAsync(chunk);
            await Task.Delay(20);
        }
    }

    private async Task PartHas(int length, Process process)
    {
        while (!File.Exists(Part) || new FileInfo(Part).Length < length)
        {
            Assert.False(process.HasExited);
            await Task.Delay(20);
        }
    }

    private Process Start(string address, params (string Name, string Value)[] environment) => BnlabProcess.StartIn(
        environment, "data", "download", "cifar10", "--quiet", "--to", _folder.Path,
        "--url", $"{address}x.tar.gz", "--sha256", Archives.Sha256(_archive));
}
