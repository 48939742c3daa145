namespace BnLab.Experiments.Whiten;

/// <summary>How random hyperplanes w · x = 0 cut some data: those of a new net's units, whose weights are normal and biases 0.</summary>
/// <param name="Cut">The share of hyperplanes with samples on both sides. A unit without gives all samples the same sign.</param>
/// <param name="Smaller">The share of samples on the side that has fewer, on average over the hyperplanes.</param>
internal readonly record struct HyperplaneCut(double Cut, double Smaller)
{
    /// <param name="x">(N, D).</param>
    /// <param name="planes">(M, D): a hyperplane's w a row.</param>
    public static HyperplaneCut Of(Matrix<double> x, Matrix<double> planes)
    {
        var sides = new Matrix<double>(x.Rows, planes.Rows); // (N, M)
        MatrixProduct.MultiplyTransposedB(x, planes, sides, new Matrix<double>(x.Columns, planes.Rows));
        var (below, above) = (new int[planes.Rows], new int[planes.Rows]);
        for (int i = 0; i < sides.Rows; i++)
        {
            ReadOnlySpan<double> row = sides.Row(i);
            for (int j = 0; j < row.Length; j++)
            {
                below[j] += row[j] < 0 ? 1 : 0;
                above[j] += row[j] > 0 ? 1 : 0;
            }
        }

        double[] smaller = [.. below.Zip(above, (negative, positive) => (double)Math.Min(negative, positive) / x.Rows)];
        return new(smaller.Average(share => share > 0 ? 1.0 : 0.0), smaller.Average());
    }
}

/// <summary>One kind of data under one preparation, cut in each of several draws of data and hyperplanes.</summary>
internal sealed record CutData(string Data, int Dimensions, int Points, InputPreparation Inputs, IReadOnlyList<HyperplaneCut> Draws)
{
    /// <summary>So many that in each draw some would cut even if it were 2⁻ⁿ of them.</summary>
    public const int Planes = 1_000;

    private const int DrawCount = 20;

    private static readonly int[] Sizes = [10, 100, 1_000];

    public static IReadOnlyList<int> Features { get; } = [2, 4, 6];

    /// <summary>Positive data of 2 to 6 dimensions and 10 to 1,000 points; all preparations of a draw have the same points and hyperplanes.</summary>
    public static IReadOnlyList<CutData> OfPositive(uint seed) =>
    [
        .. from n in Features
           from points in Sizes
           let draws = Enumerable.Range(0, DrawCount).Select(draw => OfDraw(n, points, unchecked(seed + (uint)draw))).ToList()
           from inputs in InputPreparation.All.Index()
           select new CutData("positive", n, points, inputs.Item, [.. draws.Select(draw => draw[inputs.Index])]),
    ];

    /// <summary>Images as they are, and centred by their own mean.</summary>
    public static IReadOnlyList<CutData> OfImages(ImageSet images, int most, uint seed)
    {
        var x = ImageRows.Of(images, 0, int.Min(Sizes[^1], most)); // (N, D)
        var planes = new NumpyRandom(seed).Normal(Planes, x.Columns); // (M, D)
        var centred = x - (ColumnStatistics.ColumnSum(x) / x.Rows);   // (N, D)
        return
        [
            new("images", x.Columns, x.Rows, InputPreparation.All[0], [HyperplaneCut.Of(x, planes)]),
            new("images", x.Columns, x.Rows, InputPreparation.All[1], [HyperplaneCut.Of(centred, planes)]),
        ];
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

    public double Mean(Func<HyperplaneCut, double> measure) => Draws.Average(measure);

    private static HyperplaneCut[] OfDraw(int dimensions, int count, uint seed)
    {
        var random = new NumpyRandom(seed);
        var x = PositiveData(random, count, dimensions);  // (N, D)
        var planes = random.Normal(Planes, dimensions);   // (M, D)
        return [.. InputPreparation.FitAll(FeatureStatistics.Of(x)).Select(fitted => HyperplaneCut.Of(fitted.Transform.Apply(x), planes))];
    }
}
