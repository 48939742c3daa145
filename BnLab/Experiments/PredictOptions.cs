using BnLab.Data;

namespace BnLab.Experiments;

/// <summary>Which net <see cref="Predict"/> uses, how, and on which images.</summary>
internal sealed record PredictOptions
{
    /// <summary>The images right after those of the training split.</summary>
    public const string Validation = "validation";

    private const string Train = "train", All = "all";

    /// <summary>The file of a trained net.</summary>
    public string Net { get; init; } = "";

    /// <summary>Whether batch normalization is folded into the affine layers first.</summary>
    public bool Folded { get; init; }

    /// <summary>Which images: <c>validation</c>, <c>train</c>, <c>all</c>, or numbers from 0 as <c>FIRST-LAST</c>.</summary>
    public string Records { get; init; } = Validation;

    /// <summary>Refuses what cannot be run.</summary>
    public void Validate()
    {
        if (Net.Length == 0) throw new OptionException("--net", "", "the file of a trained net, like plots/train.batchnorm.net, which 'bnlab train' writes");
        if (Records is not (Validation or Train or All) && Numbers() is null)
            throw new OptionException("--records", Records, "validation, train, all, or the first and the last record, like 0-99");
    }

    /// <summary>The records that are asked for; <see cref="Validate"/> must have passed.</summary>
    internal (int First, int Count) Range(ImageSet images, Split split, int numTrain)
    {
        var (first, last) = Records switch
        {
            Validation => (split.Train, (long)split.Train + split.Validation - 1),
            Train => (0, numTrain - 1L),
            All => (0, images.Count - 1L),
            _ => Numbers()!.Value,
        };
        if (last >= images.Count || last < first)
            throw new OptionException("--records", Records, $"records from 0 to {images.Count - 1}, as {images.Source} has, but these are {first} to {last}");
        return (first, (int)(last - first + 1));
    }

    private (int First, long Last)? Numbers()
    {
        string[] parts = Records.Split('-');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int first)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int last)
            && first <= last ? (first, last) : null;
    }
}
