namespace BnLab.Experiments.Whiten;

/// <summary>The shares of random hyperplanes that cut some data as they are, and centred.</summary>
/// <param name="Centred">1 by necessity: no hyperplane through the mean has all samples on one side.</param>
/// <remarks>
/// Hyperplanes w · x = 0 are those of a new net's units: weights are normal, biases 0. A unit whose hyperplane does not cut the
/// data gives all samples the same sign.
/// </remarks>
internal sealed record HyperplaneCut(string Data, int Dimensions, double Raw, double Centred)
{
    public double Factor => Centred / Raw;

    public double Orthants => Math.Pow(2.0, Dimensions);

    /// <summary>Both shares are of the same hyperplanes.</summary>
    public static HyperplaneCut Measure(string name, Matrix<double> x, uint seed, int planes)
    {
        var centred = InputTransform.Centre(FeatureStatistics.Of(x)).Apply(x);
        return new(name, x.Columns, ShareThatCut(x, new(seed), planes), ShareThatCut(centred, new(seed), planes));
    }

    /// <summary>Samples that are positive in every feature, and correlated: all of them in the first of 2ⁿ orthants.</summary>
    public static Matrix<double> PositiveData(NumpyRandom random, int count, int dimensions)
    {
        const double Mean = 4.0;
        double shared = Math.Sqrt(0.8), own = Math.Sqrt(0.2);
        var x = new Matrix<double>(count, dimensions); // (N, D)
        for (int i = 0; i < count; i++)
        {
            double common = random.NextNormal();
            foreach (ref double value in x.Row(i)) value = Math.Abs(Mean + (shared * common) + (own * random.NextNormal()));
        }

        return x;
    }

    public static double ShareThatCut(Matrix<double> x, NumpyRandom random, int count)
    {
        var w = random.Normal(count, x.Columns);             // (count, D): one hyperplane a row
        var sides = new Matrix<double>(x.Rows, count);       // (N, count)
        MatrixProduct.MultiplyTransposedB(x, w, sides, new Matrix<double>(x.Columns, count));
        var (below, above) = (new bool[count], new bool[count]);
        for (int i = 0; i < sides.Rows; i++)
        {
            ReadOnlySpan<double> row = sides.Row(i);
            for (int j = 0; j < row.Length; j++)
            {
                below[j] |= row[j] < 0;
                above[j] |= row[j] > 0;
            }
        }

        return below.Zip(above, (negative, positive) => negative && positive ? 1.0 : 0.0).Average();
    }
}
