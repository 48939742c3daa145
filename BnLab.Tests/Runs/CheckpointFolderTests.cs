namespace BnLab.Tests.Runs;

public sealed class CheckpointFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Whoever forgets --resume twice still has what was trained longest.</summary>
    [Fact]
    public void What_is_put_aside_is_never_overwritten()
    {
        foreach (string ending in new[] { ".old", ".old2", ".old3" })
        {
            Open().Write("baseline", stream => stream.Write([(byte)ending.Length]));
            Open();
            Assert.Equal([(byte)ending.Length], File.ReadAllBytes(_folder.File($"train.baseline.checkpoint{ending}")));
        }

        Open();
        Assert.Equal(3, Directory.GetFiles(_folder.Path).Length);
        Assert.Equal([4], File.ReadAllBytes(_folder.File("train.baseline.checkpoint.old")));
    }

    private CheckpointFolder Open() => new(_folder.Path, SmallTraining<float>.Run, ["baseline"], resume: false, _ => { });

    public void Dispose() => _folder.Dispose();
}
