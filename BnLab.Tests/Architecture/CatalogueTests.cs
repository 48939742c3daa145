namespace BnLab.Tests.Architecture;

/// <summary>One name for one thing: experiment, file, type and command.</summary>
public sealed class CatalogueTests
{
    [Fact]
    public void Every_experiment_is_a_type_in_a_file_of_its_name() => Assert.All(Catalogue.All, entry =>
    {
        string type = entry.Name.Replace("-", "", StringComparison.Ordinal);
        Assert.Single(
            from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "BnLab", "Experiments"), "*.cs", SearchOption.AllDirectories)
            where new[] { type, $"{type}Study", $"{type}Experiment" }.Contains(Path.GetFileNameWithoutExtension(file), StringComparer.OrdinalIgnoreCase)
            select file);
        Assert.StartsWith(entry.Name, entry.Example, StringComparison.Ordinal);
    });
}
