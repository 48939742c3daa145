namespace BnLab.Tests.Architecture;

/// <summary>One name for one thing: experiment, file, type and command.</summary>
public sealed class CatalogueTests
{
    [Fact]
    public void Every_experiment_is_a_type_in_a_file_of_its_name() => Assert.All(Catalogue.All, entry =>
    {
        string type = string.Concat(entry.Name.Split('-').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
        Assert.True(File.Exists(Path.Combine(Repository.Root, "BnLab", "Experiments", $"{type}.cs")), type);
        Assert.NotNull(typeof(Catalogue).Assembly.GetType($"BnLab.Experiments.{type}")?.GetMethod("Run"));
        Assert.StartsWith(entry.Name, entry.Example, StringComparison.Ordinal);
    });
}
