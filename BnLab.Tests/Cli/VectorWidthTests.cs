namespace BnLab.Tests.Cli;

/// <summary>Whole processes whose runtime uses narrower vectors, or none, write the same bytes.</summary>
public sealed class VectorWidthTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("train --batchnorm --dtype float32 --hidden 10,10 --epochs 5")]
    [InlineData("train --batchnorm --dtype float64 --hidden 10,10 --epochs 5")]
    [InlineData("train --layernorm --dtype float32 --hidden 10,10 --epochs 5")]
    [InlineData("whiten --shrink 8 --seeds 1 --split 200,50 --hidden 10,10 --epochs 5")]
    [InlineData("convnet --seeds 1 --filters 3 --kernel 3 --hidden 5 --epochs 1 --split 100,20")]
    public async Task The_widest_vectors_and_none_give_the_same_bytes(string arguments)
    {
        byte[][] wide = await Run(arguments, "");
        Assert.Equal(wide, await Run(arguments, "DOTNET_EnableAVX512"));
        Assert.Equal(wide, await Run(arguments, "DOTNET_EnableAVX2"));
        Assert.Equal(wide, await Run(arguments, "DOTNET_EnableHWIntrinsic"));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<byte[][]> Run(string arguments, string switchedOff)
    {
        string folder = _folder.File($"out{switchedOff}");
        (string, string)[] off = switchedOff.Length > 0 ? [(switchedOff, "0")] : [];
        using var process = BnlabProcess.StartIn(
            off, [.. arguments.Split(' '), "--data", "synthetic", "--out", folder, "--num-train", "60", "--batch-size", "20", "--quiet"]);
        string error = await process.StandardError.ReadToEndAsync(); // a claim that so small a net does not bear out is told there
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode is ExitCode.Done or ExitCode.ClaimFailed, error);
        return [.. Directory.EnumerateFiles(folder, "*.csv").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
    }
}
