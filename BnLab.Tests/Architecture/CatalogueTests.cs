namespace BnLab.Tests.Architecture;

/// <summary>One name for one thing: experiment, file, type and command.</summary>
public sealed class CatalogueTests
{
    [Fact]
    public void Every_experiment_is_a_type_in_a_file_of_its_name() => Assert.All(Catalogue.All, entry =>
    {
        string type = string.Concat(entry.Name.Split('-').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
        Assert.Single(
            from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "BnLab", "Experiments"), $"{type}*.cs", SearchOption.AllDirectories)
            where Path.GetFileNameWithoutExtension(file) is var name && (name == type || name == $"{type}Study")
            select file);
        Assert.StartsWith(entry.Name, entry.Example, StringComparison.Ordinal);
    });
}
