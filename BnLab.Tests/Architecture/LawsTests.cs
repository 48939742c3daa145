namespace BnLab.Tests.Architecture;

/// <summary>The laws of the house that are read from the sources: what belongs in one place only, and how files look.</summary>
public sealed partial class LawsTests
{
    private static readonly (string Path, string[] Lines)[] Product = [.. Repository.Sources("BnLab")];

    /// <summary>The folders of a part of the library lie in one namespace.</summary>
    [Fact]
    public void Namespaces_follow_folders() => Assert.All(
        Product.Where(file => file.Path != "BnLab/Program.cs"),
        file => Assert.Contains(
            $"namespace {(Room(file.Path) is "Data" or "Numerics" ? $"BnLab.{Room(file.Path)}" : Path.GetDirectoryName(file.Path)!.Replace('\\', '/').Replace('/', '.'))};", file.Lines));

    [Theory]
    [InlineData("unsafe code and intrinsics", @"\bunsafe\b(?![-'])|System\.Runtime\.Intrinsics|\bVector(128|256|512)\b", "BnLab/Numerics/")]
    [InlineData("the console", @"\bConsole\.", "BnLab/Cli/|BnLab/Program.cs")]
    [InlineData("files", @"\b(File|FileInfo|FileStream|Directory|DirectoryInfo|StreamReader|StreamWriter)\b[.(<]", "BnLab/Files/|BnLab/Runs/|BnLab/Data/|BnLab/Exercises/|Checkpoint|BnLab/Output/Report/ReportPage.cs")]
    [InlineData("clocks", @"\b(DateTime|DateTimeOffset|Stopwatch|TimeProvider)\b", "BnLab/Cli/")]
    [InlineData("the time of the day, which can jump", @"\b(DateTime|DateTimeOffset|TimeProvider)\b", "BnLab/Cli/StageTimer.cs")]
    [InlineData("random numbers of the runtime", @"\bnew Random\(|Random\.Shared|Guid\.NewGuid", "-")]
    [InlineData("System.CommandLine", @"\bSystem\.CommandLine\b", "BnLab/Cli/|BnLab/Program.cs")]
    [InlineData("CsvHelper", @"\bCsvHelper\b", "BnLab/Output/CsvTable.cs")]
    [InlineData("ScottPlot", @"\bScottPlot\b(?!Renderer)", "BnLab/Output/Plotting/")]
    [InlineData("Skia", @"\b(SkiaSharp|SK[A-Z]\w+)\b", "BnLab/Output/Plotting/")]
    public void One_place_only(string what, string pattern, string places)
    {
        var regex = new Regex(pattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10));
        var elsewhere = from file in Product
                        where !places.Split('|').Any(place => file.Path.Contains(place, StringComparison.Ordinal))
                        from line in Code(file.Lines)
                        where regex.IsMatch(line)
                        select $"{file.Path} uses {what}: {line.Trim()}";
        Assert.Empty(elsewhere);
    }

    /// <summary>
    /// A matrix that is made or computed in a layer or net tells its shape at the end of its line: <c>// (N, D)</c>.
    /// </summary>
    [Fact]
    public void Array_lines_in_layers_and_nets_end_with_their_shape()
    {
        var silent = from file in Product
                     where Room(file.Path) is "Layers" or "Nets"
                     from line in Code(file.Lines)
                     where ArrayLine().IsMatch(line) && !Shape().IsMatch(line)
                     select $"{file.Path}: {line.Trim()}";
        Assert.Empty(silent);
    }

    [Theory]
    [InlineData("BnLab", 300)]
    [InlineData("BnLab.Tests", 400)]
    [InlineData("BnLab.Benchmarks", 300)]
    public void No_file_outgrows_its_room(string project, int limit) => Assert.All(
        Repository.Sources(project), file => Assert.True(file.Lines.Length <= limit, $"{file.Path} has {file.Lines.Length} lines"));

    [Fact]
    public void No_drawers_without_a_name_of_their_own() => Assert.All(
        Product, file => Assert.DoesNotMatch("(?i)(^|/)(utils?|helpers?|common|misc)(/|[.]cs$)", file.Path));

    /// <summary>A file is named after a type in it, or it is a further part of such a type.</summary>
    [Fact]
    public void Files_are_named_after_a_type() => Assert.All(
        Product.Where(file => file.Path != "BnLab/Program.cs"),
        file =>
        {
            string name = Path.GetFileNameWithoutExtension(file.Path);
            bool declares = file.Lines.Any(line => Regex.IsMatch(line, $@"\b(class|struct|record|interface|enum)\s+(struct\s+|class\s+)?{name}\b", RegexOptions.None, TimeSpan.FromSeconds(1)));
            bool continues = file.Lines.Any(line => line.Contains("partial struct Matrix", StringComparison.Ordinal)) && name.StartsWith("Matrix", StringComparison.Ordinal);
            Assert.True(declares || continues, $"{file.Path} declares no {name}");
        });

    /// <summary>One name for one thing: experiment, file, type and command.</summary>
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

    /// <summary>The fixtures in the repository are the shared golden figures, where those are there to compare.</summary>
    [RealImagesFact]
    public void Fixtures_equal_the_shared_figures() => Assert.All(
        Directory.EnumerateFiles(Path.Combine(Repository.Shared, "golden"), "*.json"),
        file =>
        {
            string fixture = Path.Combine(Repository.Root, "BnLab.Tests", "Golden", Path.GetFileName(file));
            Assert.Equal(File.ReadAllText(file), File.ReadAllText(fixture));
        });

    private static string Room(string path) => path.Split('/')[1];

    private static IEnumerable<string> Code(string[] lines) =>
        lines.Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal));

    [GeneratedRegex(@"new Matrix<|MatrixProduct\.|\b(ColumnSum|ColumnMean|RowSum|RowMean)\(|=\s*_\w+\.Rows\(|new\(\$?""[^""]*"",.*ParameterKind")]
    private static partial Regex ArrayLine();

    [GeneratedRegex(@"//.*\([A-Za-z0-9]+(, [A-Za-z0-9]+)+\)")]
    private static partial Regex Shape();
}
