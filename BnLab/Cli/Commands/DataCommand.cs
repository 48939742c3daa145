using System.CommandLine;

namespace BnLab.Cli.Commands;

internal static class DataCommand
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    public static Command Create()
    {
        var list = new ExampleCommand("list", "List the data sets that bnlab knows, and where each was found.", "data list").With(GlobalOptions.Json);
        list.SetAction(parse => List(new Terminal(parse)));
        var info = new ExampleCommand("info", "Read a data set and describe it: images, split, pixels, classes, checksum.", "data info synthetic")
            .With(GlobalOptions.Json, GlobalOptions.Verbose, GlobalOptions.Config);
        var set = new Argument<string?>("SET|PATH") { Arity = ArgumentArity.ZeroOrOne, Description = "The same as --data SET." };
        set.CompletionSources.Add([.. DataSets.Names]);
        info.Arguments.Add(set);
        info.With(StudyOptions.Data);
        info.SetAction(parse => Info(new Terminal(parse), Choice(parse, parse.GetValue(set))));
        var data = new ExampleCommand("data", "Look at the data sets, and download them.", "data list") { list, info, DownloadCommand.Create() };
        data.SetAction(new HelpText([]).Invoke);
        return data;
    }

    /// <summary>The data set, named by --data or by the argument.</summary>
    private static string Choice(ParseResult parse, string? named)
    {
        string option = parse.Get(StudyOptions.Data);
        if (named is null) return option;
        if (named.Length == 0) throw new OptionException("SET|PATH", named, "a name, not nothing");
        bool isNamedTwice = parse.IsTyped(StudyOptions.Data);
        return isNamedTwice ? throw new OptionException("--data", option, $"no other set beside it, but '{named}' is named as well") : named;
    }

    private static int List(Terminal console)
    {
        console.Print(
        [
            .. DataSetInfo.All.Select(set => new KeyValuePair<string, string>(set.Name, $"{set.Description}: {WhereIs(set)}")),
            new(DataSets.Synthetic, string.Create(Culture, $"made images of 10 classes, 3 × 32 × 32 bytes, {SyntheticImages.DefaultCount:N0}: always there")),
        ]);
        return ExitCode.Done;
    }

    private static string WhereIs(DataSetInfo set)
    {
        try
        {
            return set.Find() is { } path ? $"found in {path}" : $"not found in {set.Places}; {set.HowToGet}";
        }
        catch (FileNotFoundException e)
        {
            return e.Message; // shown in the list: there a user looks for the reason
        }
    }

    private static int Info(Terminal console, string choice)
    {
        var images = ExperimentRun.Open(console, choice);
        var split = Split.Default(images.Count);
        var facts = new List<KeyValuePair<string, string>>
        {
            new("data set", images.Name),
            new("source", images.Source),
            new("images", string.Create(Culture, $"{images.Count:N0} of {images.Shape} bytes")),
            new("split", string.Create(Culture, $"{split.Train:N0} train, {split.Validation:N0} validate")),
        };
        for (int c = 0; c < images.Shape.Channels; c++)
        {
            var (mean, std) = ChannelStatistics(images, c);
            facts.Add(new($"channel {c}", string.Create(Culture, $"mean {mean:F2}, standard deviation {std:F2}")));
        }

        for (int label = 0; label < images.ClassNames.Count; label++)
        {
            int count = images.Labels.Count(l => l == label);
            facts.Add(new($"class {label}", string.Create(Culture, $"{images.ClassNames[label],-12} {count:N0}")));
        }

        facts.Add(new("sha256", console.Stages.Run("checksum", images.Sha256)));
        console.Print(facts);
        return ExitCode.Done;
    }

    private static (double Mean, double Std) ChannelStatistics(ImageSet images, int channel)
    {
        int length = images.Shape.Height * images.Shape.Width;
        long sum = 0, squares = 0;
        var reader = images.From(0);
        for (int i = 0; i < images.Count; i++)
        {
            foreach (byte pixel in reader.Next().Slice(channel * length, length))
            {
                sum += pixel;
                squares += pixel * pixel;
            }
        }

        double count = (double)images.Count * length;
        double mean = sum / count;
        return (mean, Math.Sqrt((squares / count) - (mean * mean)));
    }
}
