using BnLab.Checking;

namespace BnLab.Experiments.Gradcheck;

/// <summary>A classic mistake in a backward pass.</summary>
/// <param name="Name">What it is called: the layer, then the mistake.</param>
/// <param name="Layer">The subject that it is planted into.</param>
/// <param name="Symptom">How a student recognizes it from the numbers.</param>
/// <param name="Plant">Gives back the subject with the mistake in its backward pass.</param>
internal sealed record Mutation(string Name, string Layer, Symptom Symptom, Func<GradientCase, GradientCase> Plant);
