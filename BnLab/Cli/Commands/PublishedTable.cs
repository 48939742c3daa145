using BnLab.Experiments.Notebooks;

namespace BnLab.Cli.Commands;

/// <summary>The numbers that public copies of the course's notebooks print, beside bnlab's: what <c>notebook</c> prints, and the first losses of <c>train</c>.</summary>
internal static class PublishedTable
{
    // Only the original training set has so many; a part of it or another set gives other numbers.
    private const int OriginalImages = 50_000;

    // BatchNormalization.ipynb prints six decimals.
    private static readonly (string Net, string Loss)[] FirstLosses = [("batchnorm", "2.340974"), ("baseline", "2.302332")];

    public static (Table Table, Check Check) Make(string folder)
    {
        var compared = Notebook.All.SelectMany(notebook => ComparedLine.Of(notebook).Where(line => line.Published is not null).Select(line => (notebook.Name, Line: line))).ToList();
        int settled = compared.Count(each => each.Line.Published!.IsSettled), broken = compared.Count(each => each.Line.IsBroken);
        bool hasOriginal = ManifestJson.Read(Path.Combine(folder, "train", "train.json")).DataSet is { Name: "cifar10", Images: >= OriginalImages };
        var losses = FirstLosses.Select(loss => (loss.Net, Published: loss.Loss, Measured: FirstLoss(folder, loss.Net).ToString("F6", CultureInfo.InvariantCulture))).ToList();
        var table = new Table(
            "reproduce.published", ["notebook", "cell", "number", "measured", "published", "copies", "of", "agrees"],
            [
                .. compared.Select(each => Row(each.Name, each.Line)),
                .. losses.Select(loss => (object[])
                [
                    "batchnorm", "Batchnorm for deep networks", $"(Iteration 1 / 200) loss, {loss.Net}", loss.Measured, loss.Published, "", "",
                    hasOriginal ? loss.Measured == loss.Published ? "yes" : "no" : "of the original CIFAR-10, which is not here",
                ]),
            ]);
        int wrong = broken + (hasOriginal ? losses.Count(loss => loss.Measured != loss.Published) : 0), all = settled + (hasOriginal ? losses.Count : 0);
        return (table, new(
            "Numbers on which two thirds of the public notebooks agree are met to the last printed digit",
            string.Create(CultureInfo.InvariantCulture, $"{all - wrong} of {all}{(hasOriginal ? "" : $"; {losses.Count} of the original images not compared")}"), "all", wrong == 0));
    }

    private static object[] Row(string notebook, ComparedLine line)
    {
        var published = line.Published!;
        return
        [
            notebook, line.Cell, published.Label.TrimEnd(':'), published.ValueIn(line.Text), published.Values[0].Value, line.Copies, published.Copies,
            line.Copies > 0 ? "yes" : line.DigitsText,
        ];
    }

    private static double FirstLoss(string folder, string net)
    {
        string path = Path.Combine(folder, "train", "train.loss.csv");
        using var stream = InputFile.Open(path, "a table of a run");
        foreach (var record in CsvTable.Read(path, stream))
        {
            if (record["net"] == net && record["iteration"] == "1") return record.Number("loss");
        }

        throw new InvalidDataException($"{path}: expected a row with net {net}, iteration 1, but there is none.");
    }
}
