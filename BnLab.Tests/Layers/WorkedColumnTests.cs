using BnLab.Experiments.Gradcheck;
using static BnLab.Numerics.ColumnStatistics;

namespace BnLab.Tests.Layers;

/// <summary>docs/batchnorm.md: its worked column, its lines of code and its names of mistakes are those of the program.</summary>
public sealed class WorkedColumnTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "batchnorm.md")).ReplaceLineEndings("\n");

    private static readonly Dictionary<string, double[]> Samples = Columns("x", rows: 6);

    private static readonly Dictionary<string, double[]> Shared = Columns("mu", rows: 1);

    private static readonly Matrix<double> Gamma = Matrix<double>.FromRow(3), Beta = Matrix<double>.FromRow(1);

    private static readonly Matrix<double> X = Column(Samples["x"][..^1]), Dy = Column(Samples["dy"][..^1]);

    private static readonly BatchNorm.Pass<double> Pass = BatchNorm.Forward(X, Gamma, Beta, eps: 0.0);

    [Fact]
    public void The_page_s_intermediate_values_are_those_of_the_steps()
    {
        var dxHat = Dy * Gamma;                                                // (N, 1)
        var dstd = -ColumnSum(dxHat * Pass.XMu) / (Pass.Std * Pass.Std);       // (1, 1)
        var dvariance = dstd / (Pass.Std * 2.0);                               // (1, 1)
        var dsquare = dvariance / X.Rows;                                      // (1, 1)
        var (numerator, square) = (dxHat / Pass.Std, Pass.XMu * dsquare * 2.0); // (N, 1)
        var steps = BatchNorm.BackwardStepByStep(Dy, Pass);
        Assert.Equal(13, Samples.Count);
        Is(Samples, ("x", X), ("xMu", Pass.XMu), ("xMu²", Pass.XMu * Pass.XMu), ("xHat", Pass.XHat), ("y", Pass.Y), ("dy", Dy), ("dy · xHat", Dy * Pass.XHat));
        Is(Samples, ("dxHat", dxHat), ("dxHat · xMu", dxHat * Pass.XMu), ("dxMu, numerator", numerator), ("dxMu, square", square), ("dxMu", numerator + square), ("dx", steps.Dx));
        Assert.Equal(9, Shared.Count);
        Is(Shared, ("mu", Pass.Mu), ("variance", Pass.Variance), ("std", Pass.Std), ("dbeta", steps.Dbeta), ("dgamma", steps.Dgamma));
        Is(Shared, ("dstd", dstd), ("dvariance", dvariance), ("dsquare", dsquare), ("dmu", -ColumnSum(numerator + square)));
    }

    [Fact]
    public void The_page_s_gradients_are_those_of_the_closed_form_and_of_the_layer_for_nets()
    {
        var closed = BatchNorm.BackwardClosedForm(Dy, Pass);
        var (gamma, beta) = (Parameter<double>.From(Gamma), Parameter<double>.From(Beta));
        var layer = new BatchNormLayer<double>(gamma, beta, new(Eps: 0.0));
        Is(Samples, ("y", layer.Forward(X, Mode.Train)), ("dx", layer.Backward(Dy)), ("dx", closed.Dx));
        Is(Shared, ("dgamma", gamma.Gradient), ("dbeta", beta.Gradient), ("dgamma", closed.Dgamma), ("dbeta", closed.Dbeta));
    }

    [Fact]
    public void The_page_s_mistakes_give_these_numbers()
    {
        var rows = Table(@"\| planted \|").ToList();
        Assert.Equal(6, rows.Count);
        Assert.All(rows, row =>
        {
            var dx = Planted(row[0].Trim('`')); // (N, 1)
            Close.Equal([.. row[1].Split(", ").Select(Number)], dx.ToArray(), 1e-4); // the mistakes are planted with the course's eps
            Close.Equal([Number(row[2]), Number(row[3])], [ColumnSum(dx).ToArray()[0], ColumnSum(dx * Pass.XHat).ToArray()[0]], 1e-4);
        });
    }

    [Fact]
    public void The_page_names_every_mistake_in_batch_normalization_at_its_step()
    {
        string tables = string.Concat(Regex.Matches(Page, @"^\| line \| mistakes \|\n(?:\|.*\n)+", RegexOptions.Multiline).Select(table => table.Value));
        Assert.Equal(
            BatchNormMutations.All.Where(mistake => mistake.Layer.StartsWith("batchnorm", StringComparison.Ordinal)).Select(mistake => mistake.Name).Order(StringComparer.Ordinal),
            Regex.Matches(tables + Page[Page.IndexOf("## At test time", StringComparison.Ordinal)..], "`(?<name>batchnorm-[a-z0-9-]+)`").Select(match => match.Groups["name"].Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_page_s_lines_are_those_of_the_source()
    {
        string source = string.Join('\n', File.ReadLines(Path.Combine(Repository.Root, "BnLab", "Layers", "BatchNorm.cs")).Select(line => line.TrimStart()));
        string[] blocks = [.. Regex.Matches(Page, @"```csharp\n(?<code>[^`]+)```").Select(match => match.Groups["code"].Value)];
        Assert.Equal(3, blocks.Length);
        Assert.All(blocks, block => Assert.Contains(block, source, StringComparison.Ordinal));
    }

    /// <summary>dx of the column with a mistake.</summary>
    private static Matrix<double> Planted(string name)
    {
        var right = new GradientCase(
            "batchnorm", [new("x", X, 1e-8), new("gamma", Gamma, 1e-8), new("beta", Beta, 1e-8)], Dy, () => Pass.Y,
            dy => new Dictionary<string, Matrix<double>>(StringComparer.Ordinal) { ["x"] = BatchNorm.BackwardClosedForm(dy, Pass).Dx });
        return (name == "none" ? right : Mutations.Named(name).Plant(right)).Backward(Dy)["x"];
    }

    private static void Is(Dictionary<string, double[]> table, params ReadOnlySpan<(string Name, Matrix<double> Value)> values)
    {
        foreach (var (name, value) in values)
        {
            double[] column = value.ToArray();
            Close.Equal(table[name], table == Samples ? [.. column, column.Sum()] : column, 1e-12);
        }
    }

    private static Dictionary<string, double[]> Columns(string first, int rows)
    {
        string[] names = Regex.Match(Page, $@"^\| {first} \|.*$", RegexOptions.Multiline).Value.Trim('|', ' ').Split(" | ");
        double[][] numbers = [.. Table($@"\| {first} \|").Select(row => row.Select(Number).ToArray())];
        Assert.Equal(rows, numbers.Length);
        return names.Index().ToDictionary(name => name.Item, name => numbers.Select(row => row[name.Index]).ToArray(), StringComparer.Ordinal);
    }

    /// <summary>The cells of the rows of the first table of the worked column whose head begins so.</summary>
    private static IEnumerable<string[]> Table(string head) =>
        Regex.Match(Page[Page.IndexOf("## A worked column", StringComparison.Ordinal)..], $@"^{head}.*\n\|[-|]+\n(?<rows>(?:\|.*\n)+)", RegexOptions.Multiline)
            .Groups["rows"].Value.TrimEnd('\n').Split('\n').Select(row => row.Trim('|', ' ').Split(" | "));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static Matrix<double> Column(double[] values)
    {
        var column = new Matrix<double>(values.Length, 1); // (N, 1)
        for (int n = 0; n < values.Length; n++) column.Row(n)[0] = values[n];
        return column;
    }
}
