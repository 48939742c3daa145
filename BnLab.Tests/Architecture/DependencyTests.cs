namespace BnLab.Tests.Architecture;

/// <summary>What may use what, read from the compiled program.</summary>
public sealed partial class DependencyTests
{
    private static readonly (Type User, Type Used)[] References = [.. TypeReferences.Of(typeof(CommandLine).Assembly)];

    private static readonly Dictionary<string, string[]> MayUse = new(StringComparer.Ordinal)
    {
        ["Files"] = [],
        ["Numerics"] = [],
        ["Results"] = [],
        ["Layers"] = ["Numerics"],
        ["Nets"] = ["Layers", "Numerics"],
        ["Checking"] = ["Numerics"],
        ["Data"] = ["Numerics", "Files"],
        ["Training"] = ["Nets", "Data", "Results", "Numerics", "Layers"],
        ["Runs"] = ["Training", "Nets", "Layers", "Data", "Results", "Numerics", "Files"],
        ["Experiments"] = ["Runs", "Training", "Nets", "Checking", "Data", "Results", "Numerics", "Layers"],
        ["Exercises"] = ["Checking", "Experiments", "Layers", "Numerics", "Results", "Files"],
        ["Output"] = ["Results", "Files"],
        ["Cli"] = ["Exercises", "Experiments", "Runs", "Training", "Nets", "Layers", "Checking", "Data", "Results", "Numerics", "Output", "Files"],
    };

    [Fact]
    public void Folders_use_only_what_the_laws_allow() => Assert.Empty(
        from reference in References
        let user = Folder(reference.User)
        let used = Folder(reference.Used)
        where user.Length > 0 && used != user && !MayUse[user].Contains(used, StringComparer.Ordinal)
        select $"{reference.User} uses {reference.Used}");

    [Fact]
    public void The_laws_know_every_folder_and_allow_no_cycle()
    {
        Assert.Equal(
            MayUse.Keys.Order(StringComparer.Ordinal),
            References.Select(reference => Folder(reference.User)).Where(folder => folder.Length > 0).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal("", Cycle(MayUse.SelectMany(law => law.Value.Select(used => (law.Key, used)))));
    }

    [Fact]
    public void Files_of_Cli_have_no_cycle()
    {
        var files = (from file in Repository.Sources("BnLab")
                     where file.Path.StartsWith("BnLab/Cli/", StringComparison.Ordinal)
                     from line in file.Lines
                     let type = Declaration().Match(line).Groups["name"].Value
                     where type.Length > 0
                     select (type, file.Path)).ToDictionary(StringComparer.Ordinal);
        Assert.Equal("", Cycle(
            from reference in References
            where Folder(reference.User) == "Cli" && Folder(reference.Used) == "Cli"
            let pair = (User: files[reference.User.Name], Used: files[reference.Used.Name])
            where pair.User != pair.Used
            select pair));
    }

    /// <summary>Nodes that use one another in a circle, as a text; empty where there are none.</summary>
    private static string Cycle(IEnumerable<(string User, string Used)> edges)
    {
        var uses = edges.ToLookup(edge => edge.User, edge => edge.Used, StringComparer.Ordinal);
        var left = uses.Select(node => node.Key).ToHashSet(StringComparer.Ordinal);
        while (left.FirstOrDefault(node => !uses[node].Any(left.Contains)) is { } leaf) left.Remove(leaf);
        if (left.Count == 0) return "";
        List<string> path = [left.First()]; // what is left uses something that is left
        int start;
        do
        {
            string next = uses[path[^1]].First(left.Contains);
            start = path.IndexOf(next);
            path.Add(next);
        }
        while (start < 0);
        return string.Join(" -> ", path[start..]);
    }

    /// <summary>The folder of a type, subfolders left out; empty for the entry point and for what the compiler adds.</summary>
    private static string Folder(Type type) => type.Namespace?.Split('.') is ["BnLab", var folder, ..] ? folder : "";

    [GeneratedRegex(@"^\w[\w ]*\b(class|struct|record|interface|enum) (?<name>\w+)")]
    private static partial Regex Declaration();
}
