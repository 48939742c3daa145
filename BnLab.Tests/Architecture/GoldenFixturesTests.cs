namespace BnLab.Tests.Architecture;

/// <summary>The fixtures that stand in the repository are the shared golden figures, where those are there to compare.</summary>
public sealed class GoldenFixturesTests
{
    [RealImagesFact]
    public void Fixtures_equal_the_shared_figures() => Assert.All(
        Directory.EnumerateFiles(Path.Combine(Repository.Shared, "golden"), "*.json"),
        file =>
        {
            string fixture = Path.Combine(Repository.Root, "BnLab.Tests", "Golden", Path.GetFileName(file));
            Assert.Equal(File.ReadAllText(file), File.ReadAllText(fixture));
        });
}
