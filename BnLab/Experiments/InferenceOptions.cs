using BnLab.Data;
using BnLab.Experiments.InUse;

namespace BnLab.Experiments;

/// <summary>What <see cref="Inference"/> trains and how it measures.</summary>
internal sealed record InferenceOptions
{
    /// <summary>Data, net and solver; the nets that show a cause differ from it in that alone.</summary>
    public TrainingSettings Settings { get; init; } = new();

    /// <summary>Timed passes of each form of the net; the table has their median.</summary>
    public int Repeats { get; init; } = 101;

    /// <summary>Refuses what cannot be run.</summary>
    public void Validate()
    {
        Settings.Validate();
        if (Settings.Hidden.Count == 0) throw new OptionException("--hidden", "none", "one hidden layer or more: without any there is nothing to normalize");
        if (Settings.NumTrain < 2) throw new OptionException("--num-train", Settings.NumTrain, "2 or more: a single image has no variance");
        if (Settings.Solver.BatchSize < 2) throw new OptionException("--batch-size", Settings.Solver.BatchSize, "2 or more: a single image has no variance");
        foreach (var recipe in NetRecipe.All) recipe.Apply(Settings).Validate();
        if (Repeats < 1) throw new OptionException("--repeats", Repeats, "1 or more");
    }

    /// <summary>Refuses what cannot be run on a data set; <see cref="Validate()"/> must have passed.</summary>
    public void Validate(ImageSet images)
    {
        foreach (var recipe in NetRecipe.All) recipe.Apply(Settings).Validate(images);
    }
}
