using System.Diagnostics;
using BnLab.Cli;

namespace BnLab.Tests.Cli;

/// <summary>Whole processes whose runtime uses narrower vectors, or none, write the same bytes.</summary>
public sealed class VectorWidthTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("train --batchnorm --dtype float32")]
    [InlineData("train --batchnorm --dtype float64")]
    [InlineData("train --layernorm --dtype float32")]
    [InlineData("whiten --shrink 8 --seeds 1 --split 200,50")]
    public async Task The_widest_vectors_and_none_give_the_same_bytes(string command)
    {
        byte[][] wide = await Run(command, "");
        Assert.Equal(wide, await Run(command, "DOTNET_EnableAVX512"));
        Assert.Equal(wide, await Run(command, "DOTNET_EnableAVX2"));
        Assert.Equal(wide, await Run(command, "DOTNET_EnableHWIntrinsic"));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<byte[][]> Run(string command, string switchedOff)
    {
        string folder = _folder.File($"{command}{switchedOff}");
        var start = new ProcessStartInfo(
            Environment.ProcessPath!,
            [
                "exec", typeof(CommandLine).Assembly.Location, .. command.Split(' '), "--data", "synthetic", "--out", folder,
                "--num-train", "60", "--hidden", "10,10", "--epochs", "5", "--batch-size", "20", "--quiet",
            ])
        {
            UseShellExecute = false,
            RedirectStandardError = true, // a claim about nets need not hold for nets so small, and says so
        };
        if (switchedOff.Length > 0) start.Environment[switchedOff] = "0";
        using var process = Process.Start(start)!;
        string error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode is 0 or 2, error);
        return [.. Directory.EnumerateFiles(folder, "*.csv").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
    }
}
