namespace BnLab.Tests.Output;

public sealed class FigureCsvTests : FolderTests
{
    [Fact]
    public void Any_figure_reads_back_equal() => EveryDraw.Satisfies(Prop.ForAll(RandomFigures.Any, figure => Assert.Equal(FigureText.Of(figure), FigureText.Of(Again(figure)))));

    [Fact]
    public void Points_are_a_plain_table()
    {
        string[] lines = Encoding.UTF8.GetString(Bytes(SampleFigures.Single([1, 2], [0.5, double.NaN]))).Split('\n');
        Assert.Equal("kind,row,column,panel,number,series,x,y,low,high,setting,text,pixels", lines[0]);
        Assert.Equal(["line,1,1,panel,1,series,1,0.5,,,,,", "line,1,1,panel,1,series,2,NaN,,,,,"], lines.Where(line => line.StartsWith("line,", StringComparison.Ordinal)));
    }

    [Fact]
    public void Columns_may_be_in_another_order_and_there_may_be_more()
    {
        var figure = SampleFigures.Training();
        var records = CsvTable.Read("", new MemoryStream(Bytes(figure))).ToList();
        string[] columns = [.. FigureCsv.Columns.Reverse().Prepend("remark")];
        using (var file = File.Create(_folder.File("other.figure.csv")))
            CsvTable.Write(columns, records.Select(record => columns.Select(column => (object)(column == "remark" ? "mine" : record[column])).ToArray()), file);
        Assert.Equal(FigureText.Of(figure), FigureText.Of(FigureCsv.Read(_folder.File("other.figure.csv"))));
    }

    /// <summary>pandas makes floating-point numbers of whole ones beside empty cells, and has other words for what is not finite.</summary>
    [Fact]
    public void A_file_that_pandas_has_written_gives_the_same_figure()
    {
        var figure = SampleFigures.Single([1, 2, 3, 4], [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0.5]);
        string[] whole = ["row", "column", "number"];
        using (var file = File.Create(_folder.File("pandas.figure.csv")))
        {
            var records = CsvTable.Read("", new MemoryStream(Bytes(figure))).Select(record => FigureCsv.Columns.Select(column => (object)(record[column] switch
            {
                "NaN" => "",
                "Infinity" => "inf",
                "-Infinity" => "-inf",
                "true" or "false" => record[column].ToUpperInvariant()[..1] + record[column][1..],
                { Length: > 0 } cell when whole.Contains(column, StringComparer.Ordinal) => $"{cell}.0",
                var cell => cell,
            })).ToArray());
            CsvTable.Write(FigureCsv.Columns, records, file);
        }

        Assert.Equal(FigureText.Of(figure), FigureText.Of(FigureCsv.Read(_folder.File("pandas.figure.csv"))));
    }

    [Theory]
    [InlineData("line,1,1,panel,1,series,1,0.5", "line,1,1,panel,1,series,1,half", "line 22, column 'y': expected a number, but found 'half'.")]
    [InlineData("line,1,1,panel,1,series,1,0.5", "bar,1,1,panel,1,series,1,0.5", "line 22, column 'kind': expected line, as the series is, but found 'bar'.")]
    [InlineData("line,1,1,panel,1,series,1,0.5", "curve,1,1,panel,1,series,1,0.5", "line 22, column 'kind': expected figure, row, panel, series, line, band, bar, rule or image, but found 'curve'.")]
    [InlineData("line,1,1,panel,1,series,1,0.5", "line,1,7,panel,1,series,1,0.5", "line 22, column 'column': expected a number from 1 to 2, but found '7'.")]
    [InlineData("line,1,1,panel,1,series,1,0.5,,", "line,1,1,panel,1,series,1,0.5", "line 22: expected 13 cells, as the header has, but there are 11.")]
    [InlineData("line,1,1,panel,1,series,1,0.5", "line,1,1,panel,1,\"series,1,0.5", "line 22: expected CSV, but quotes are not in pairs there.")]
    [InlineData("row,1,", "row,2000000000,", "line 5, column 'row': expected a number from 1 to 1, but found '2000000000'.")]
    [InlineData("x_scale,linear", "x_scale,cubic", "line 8, column 'text': expected linear or log, but found 'cubic'.")]
    [InlineData("running_mean,0", "running,0", "expected a row with the setting 'running_mean' of series 1 of panel 1 of row 1, but there is none.")]
    [InlineData("x_min", "x_label", "line 9, column 'setting': expected one row with the setting 'x_label' of panel 1 of row 1, but found 'x_label'.")]
    [InlineData("kind,row,", "sort,row,", "line 1: expected a column 'kind', but the header has none.")]
    public void What_is_wrong_is_told_with_its_place(string right, string wrong, string message)
    {
        string text = Encoding.UTF8.GetString(Bytes(SampleFigures.Single([1, 2], [0.5, double.NaN])));
        int at = text.IndexOf(right, StringComparison.Ordinal);
        string path = _folder.File("damaged.figure.csv");
        File.WriteAllText(path, text[..at] + wrong + text[(at + right.Length)..]);
        Assert.Equal($"{path}: {message}", Assert.Throws<InvalidDataException>(() => FigureCsv.Read(path)).Message);
    }

    [Fact]
    public void A_file_that_is_cut_off_anywhere_is_read_or_refused() => Assert.All(SampleKinds.All(), sample =>
    {
        byte[] bytes = Bytes(sample.Figure);
        string path = _folder.File("cut.figure.csv");
        for (int length = 0; length < bytes.Length; length += Math.Max(1, bytes.Length / 15))
        {
            File.WriteAllBytes(path, bytes[..length]);
            try
            {
                FigureCsv.Read(path);
            }
            catch (InvalidDataException e)
            {
                Assert.StartsWith(path, e.Message, StringComparison.Ordinal);
            }
        }
    });

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Assert.Equal(
            $"{_folder.File("x.figure.csv")}: expected the data of a figure, but there is no such file.",
            Assert.Throws<FileNotFoundException>(() => FigureCsv.Read(_folder.File("x.figure.csv"))).Message);

    private static byte[] Bytes(Figure figure)
    {
        using var stream = new MemoryStream();
        FigureCsv.Write(figure, stream);
        return stream.ToArray();
    }

    private Figure Again(Figure figure)
    {
        File.WriteAllBytes(_folder.File("any.figure.csv"), Bytes(figure));
        return FigureCsv.Read(_folder.File("any.figure.csv"));
    }
}
