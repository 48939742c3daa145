namespace BnLab.Tests.Cli;

/// <summary>Whole processes whose runtime uses narrower vectors, or none, write the bytes of this one.</summary>
public sealed class VectorWidthTests : FolderTests
{
    [Theory]
    [InlineData("train --batchnorm --layernorm --dtype float32 --hidden 10,10 --epochs 5", "AVX512", "AVX2", "HWIntrinsic")]
    [InlineData("train --batchnorm --dtype float64 --hidden 10,10 --epochs 5", "AVX2", "HWIntrinsic")]
    [InlineData("whiten --shrink 8 --seeds 1 --split 200,50 --hidden 10,10 --epochs 5", "AVX2", "HWIntrinsic")]
    [InlineData("convnet --seeds 1 --filters 3 --kernel 3 --hidden 5 --epochs 1 --split 100,20", "AVX2", "HWIntrinsic")]
    public async Task The_widest_vectors_and_none_give_the_same_bytes(string command, params string[] switchedOff)
    {
        string[] arguments = [.. command.Split(' '), "--data", "synthetic", "--num-train", "60", "--batch-size", "20", "--size", "60x40", "--quiet", "--out"];
        var run = await CommandLineRun.Of([.. arguments, _folder.File("wide")]);
        Assert.True(run.ExitCode is ExitCode.Done or ExitCode.Broken, run.Error);
        foreach (string vectors in switchedOff)
        {
            using var process = BnlabProcess.StartIn([($"DOTNET_Enable{vectors}", "0")], [.. arguments, _folder.File(vectors)]);
            string error = await BnlabProcess.End(process); // a claim that does not hold for so small a net is reported there
            Assert.True(process.ExitCode == run.ExitCode, error);
            Assert.Equal(Results("wide"), Results(vectors));
        }

        byte[][] Results(string name) => [.. Directory.EnumerateFiles(_folder.File(name), "*.csv").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
    }
}
