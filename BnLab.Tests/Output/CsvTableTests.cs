namespace BnLab.Tests.Output;

public sealed class CsvTableTests
{
    [Fact]
    public void Cells_are_quoted_where_needed_and_doubles_read_back_equal()
    {
        double[] values = [0.1, 1.0 / 3, 1e-300, double.MaxValue, -0.0, Math.ScaleB(1, -25), -Math.ScaleB(1, -958), double.NaN, double.PositiveInfinity, double.NegativeInfinity];
        var table = new Table("t", ["name", "value"], [.. values.Select((v, i) => new object[] { i == 0 ? "a, \"b\"" : "c", v })]);
        string[] lines = Write(table).TrimEnd('\n').Split('\n');
        Assert.Equal("name,value", lines[0]);
        Assert.Equal("\"a, \"\"b\"\"\",0.1", lines[1]);
        Assert.Equal(values, lines.Skip(1).Select(line => double.Parse(line[(line.LastIndexOf(',') + 1)..], CultureInfo.InvariantCulture)));
        Assert.Equal(["NaN", "Infinity", "-Infinity"], lines[^3..].Select(line => line[2..]));
    }

    private static string Write(Table table)
    {
        using var stream = new MemoryStream();
        CsvTable.Write(table, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
