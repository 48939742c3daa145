using BnLab.Data;

namespace BnLab.Runs;

/// <summary>What must be known beside a net's numbers to use it: what its inputs and outputs mean.</summary>
/// <param name="Name">Which net: <c>baseline</c>, <c>batchnorm</c>, <c>layernorm</c>.</param>
/// <param name="Shape">The images that it takes.</param>
/// <param name="ClassNames">The classes that its scores are for.</param>
/// <param name="Split">How the data set was divided.</param>
/// <param name="NumTrain">How many images of the training split it was trained on, from the first.</param>
/// <param name="Mean">The mean image, which is subtracted from every image: D values.</param>
internal sealed record NetDescription(
    string Name, ImageShape Shape, IReadOnlyList<string> ClassNames, Split Split, int NumTrain, double[] Mean);
