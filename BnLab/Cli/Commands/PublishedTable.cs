namespace BnLab.Cli.Commands;

/// <summary>The numbers that the course's notebooks print, beside those that the runs of <c>reproduce</c> measured.</summary>
internal static class PublishedTable
{
    // Only the original training set has so many; a part of it or another set gives other numbers.
    private const int OriginalImages = 50_000;

    public static (Table Table, Check Check) Make(string folder)
    {
        bool hasOriginal = ManifestJson.Read(Path.Combine(folder, "train", "train.json")).DataSet is { Name: "cifar10", Images: >= OriginalImages };
        var rows = Published.All.Select(number => (Number: number, Measured: Measured(folder, number), IsCompared: hasOriginal || !number.NeedsCifar10)).ToList();
        var compared = rows.Where(row => row.IsCompared).ToList();
        int agreeing = compared.Count(row => row.Number.AgreesWith(row.Measured));
        var table = new Table(
            "reproduce.published", ["number", "published", "measured", "agrees", "note"],
            [.. rows.Select(row => new object[]
            {
                row.Number.What, row.Number.Value, row.Measured,
                !row.IsCompared ? "" : row.Number.AgreesWith(row.Measured) ? "yes" : "no",
                row.IsCompared ? "" : "of the original CIFAR-10, which is not here",
            })]);
        return (table, new(
            "Numbers that the course's notebooks print with seed 231 are met to the last printed digit",
            $"{agreeing} of {compared.Count} that need no original images, {rows.Count - compared.Count} not compared", "all", agreeing == compared.Count));
    }

    private static double Measured(string folder, PublishedNumber number)
    {
        string path = Path.Combine(folder, number.Run, number.File);
        using var stream = InputFile.Open(path, "a table of a run");
        foreach (var record in CsvTable.Read(path, stream))
        {
            if (number.Row.All(cell => record[cell.Column] == cell.Value)) return record.Number(number.Column);
        }

        string row = string.Join(", ", number.Row.Select(cell => string.Create(CultureInfo.InvariantCulture, $"{cell.Column} {cell.Value}")));
        throw new InvalidDataException($"{path}: expected a row with {row}, but there is none.");
    }
}
