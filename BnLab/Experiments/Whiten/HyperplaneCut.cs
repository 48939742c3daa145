namespace BnLab.Experiments.Whiten;

/// <summary>How many random hyperplanes cut some data as they are, and how many cut them centred.</summary>
/// <param name="Data">Which data.</param>
/// <param name="Dimensions">Their features.</param>
/// <param name="Raw">The share of hyperplanes that cut the data as they are.</param>
/// <param name="Centred">
/// The share that cut them centred; it is 1 by necessity, because no hyperplane through the mean has all samples on one side.
/// </param>
internal sealed record HyperplaneCut(string Data, int Dimensions, double Raw, double Centred)
{
    /// <summary>How many times as many cut the data when they are centred.</summary>
    public double Factor => Centred / Raw;

    /// <summary>2ⁿ.</summary>
    public double Orthants => Math.Pow(2.0, Dimensions);

    /// <summary>Counts hyperplanes, the same ones before and after.</summary>
    public static HyperplaneCut Measure(string name, Matrix<double> x, uint seed, int planes)
    {
        var centred = InputTransform.Centre(FeatureStatistics.Of(x)).Apply(x);
        return new(name, x.Columns, Share(x), Share(centred));

        double Share(Matrix<double> samples) => Hyperplanes.ShareThatCut(samples, new NumpyRandom(seed), planes);
    }
}
