namespace BnLab.Tests.Runs;

public sealed class CheckpointFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Whoever forgets --resume twice still has what was trained longest.</summary>
    [Fact]
    public void What_is_put_aside_is_never_overwritten()
    {
        using var checkpoints = new CheckpointFolder(_folder.Path, SmallTraining<float>.Run);
        foreach (string ending in new[] { ".old", ".old2", ".old3" })
        {
            checkpoints.Write("baseline", stream => stream.Write([(byte)ending.Length]));
            Assert.Equal(checkpoints.PathOf("baseline") + ending, checkpoints.PutAside("baseline"));
        }

        Assert.Null(checkpoints.PutAside("baseline"));
        Assert.Equal([4], File.ReadAllBytes(checkpoints.PathOf("baseline") + ".old"));
    }

    [Fact]
    public void Two_runs_do_not_write_to_the_same_folder_at_once()
    {
        using (new CheckpointFolder(_folder.Path, SmallTraining<float>.Run))
        {
            var refused = Assert.Throws<IOException>(() => new CheckpointFolder(_folder.Path, SmallTraining<float>.Run));
            Assert.Contains($"--out {_folder.Path}: expected a folder that no other run writes checkpoints to", refused.Message, StringComparison.Ordinal);
        }

        new CheckpointFolder(_folder.Path, SmallTraining<float>.Run).Dispose();
        Assert.Empty(Directory.EnumerateFiles(_folder.Path));
    }

    public void Dispose() => _folder.Dispose();
}
