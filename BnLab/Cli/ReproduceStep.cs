using BnLab.Experiments;

namespace BnLab.Cli;

/// <summary>One run of <c>reproduce</c>.</summary>
/// <param name="Name">Its folder, and its name in the report.</param>
/// <param name="Arguments">What is run.</param>
/// <param name="InAHurry">Options that <c>--fast</c> adds: fewer seeds, points, epochs or samples.</param>
internal sealed record ReproduceStep(string Name, IReadOnlyList<string> Arguments, IReadOnlyList<string> InAHurry)
{
    /// <summary>All runs: every experiment once or in its variants, in the order of the catalogue.</summary>
    public static IReadOnlyList<ReproduceStep> All { get; } = [.. Catalogue.Names.SelectMany(Variants)];

    private static IEnumerable<ReproduceStep> Variants(string experiment) => experiment switch
    {
        "forward" => [Step("forward"), Forward("layernorm"), Forward("spatial-batchnorm"), Forward("groupnorm")],
        "gradcheck" => [Step("gradcheck"), Step("gradcheck-mutate", "gradcheck --mutate")],
        "train" => [Step("train", "train --batchnorm"), Step("train-layernorm", "train --layernorm")],
        "sweep-init" => [Step("sweep-init", hurry: "--points 10")],
        "sweep-batch" => [Step("sweep-batch"), Step("sweep-batch-layernorm", "sweep-batch --layernorm")],
        "sweep-lr" => [Step("sweep-lr", hurry: "--points 7")],
        "convnet" => [Step("convnet", hurry: "--seeds 1")],
        "regularization" => [Step("regularization", hurry: "--seeds 2")],
        _ => [Step(experiment)],
    };

    private static ReproduceStep Forward(string layer) => Step($"forward-{layer}", $"forward --layer {layer}");

    private static ReproduceStep Step(string name, string? arguments = null, string hurry = "") =>
        new(name, (arguments ?? name).Split(' '), hurry.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
