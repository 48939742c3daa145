namespace BnLab.Tests.Layers;

/// <summary>What holds for every normalization layer, whatever it normalizes together.</summary>
public sealed class NormalizationPropertiesTests
{
    private const double Eps = BatchNorm.DefaultEps;

    public static TheoryData<string> Names => ["batch", "layer", "spatial", "group"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Outputs_have_mean_beta_and_standard_deviation_gamma(string name)
    {
        ForAllBatches<double>(name, (layer, x, _) => Holds(layer, x, 1e-10));
        ForAllBatches<float>(name, (layer, x, _) => Holds(layer, x, 1e-4));

        static void Holds<T>(NormalizationCase<T> normalization, Matrix<T> x, double tolerance)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            if (!normalization.OneGammaPerSet)
            {
                normalization.Gamma.Value.Fill(normalization.Gamma.Value[0, 0]);
                normalization.Beta.Value.Fill(normalization.Beta.Value[0, 0]);
            }

            var y = normalization.Layer.Forward(x, Mode.Train);
            double[][] inputs = normalization.Sets(x), outputs = normalization.Sets(y);
            double[][] gammas = normalization.Sets(normalization.Spread(normalization.Gamma.Value, x.Rows));
            double[][] betas = normalization.Sets(normalization.Spread(normalization.Beta.Value, x.Rows));
            for (int s = 0; s < outputs.Length; s++)
            {
                double variance = Variance(inputs[s]);
                double expected = Math.Abs(gammas[s][0]) * Math.Sqrt(variance / (variance + Eps));
                Close.Equal([betas[s][0], expected], [outputs[s].Average(), Math.Sqrt(Variance(outputs[s]))], tolerance);
            }
        }
    }

    /// <summary>
    /// The layer of a · x + b is the layer of x with eps / a² for eps: each value moves from beta by a factor of
    /// √((variance + eps) / (variance + eps / a²)), which is 1 where eps is small beside the variance.
    /// </summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Scale_and_shift_of_the_input_change_nothing_but_through_eps(string name)
    {
        ForAllBatches<double>(name, (layer, x, random) => Holds(layer, x, random, 1e-9));
        ForAllBatches<float>(name, (layer, x, random) => Holds(layer, x, random, 1e-3));

        static void Holds<T>(NormalizationCase<T> normalization, Matrix<T> x, NumpyRandom random, double tolerance)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            double scale = random.NextUniform(0.1, 10), shift = random.NextUniform(-10, 10);
            double[][] before = normalization.Sets(normalization.Layer.Forward(x, Mode.Train));
            double[][] after = normalization.Sets(normalization.Layer.Forward((x * scale) + shift, Mode.Train));
            double[][] inputs = normalization.Sets(x);
            double[][] betas = normalization.Sets(normalization.Spread(normalization.Beta.Value, x.Rows));
            for (int s = 0; s < inputs.Length; s++)
            {
                double variance = Variance(inputs[s]);
                double factor = Math.Sqrt((variance + Eps) / (variance + (Eps / (scale * scale))));
                Close.Equal([.. before[s].Zip(betas[s], (y, beta) => beta + (factor * (y - beta)))], after[s], tolerance);
            }
        }
    }

    /// <summary>
    /// The same seen from the gradient: dx has no part along a shift, and none along a scaling but what eps leaves,
    /// Σ dx · xHat = Σ dxHat · xHat · eps / (variance + eps)^1.5, for every gamma.
    /// </summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_of_each_set_sum_to_0_and_are_orthogonal_to_xHat_but_through_eps(string name)
    {
        ForAllBatches<double>(name, (layer, x, random) => Holds(layer, x, random, 1e-9));
        ForAllBatches<float>(name, (layer, x, random) => Holds(layer, x, random, 1e-3));

        static void Holds<T>(NormalizationCase<T> normalization, Matrix<T> x, NumpyRandom random, double tolerance)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var dy = Draw.Normal<T>(random, x.Rows, x.Columns);
            normalization.Layer.Forward(x, Mode.Train);
            double[][] dxHat = normalization.Sets(dy * normalization.Spread(normalization.Gamma.Value, x.Rows));
            double[][] dx = normalization.Sets(normalization.Layer.Backward(dy));
            double[][] inputs = normalization.Sets(x);
            for (int s = 0; s < dx.Length; s++)
            {
                double mean = inputs[s].Average(), variance = Variance(inputs[s]), std = Math.Sqrt(variance + Eps);
                double[] xHat = [.. inputs[s].Select(value => (value - mean) / std)];
                double left = Dot(dxHat[s], xHat) * Eps / (std * std * std);
                double size = Math.Max(1.0, Math.Sqrt(dxHat[s].Length) * dx[s].Max(Math.Abs));
                Close.Equal([0, left / size], [dx[s].Sum() / size, Dot(dx[s], xHat) / size], tolerance);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_single_sample_and_constant_columns_stay_finite(string name)
    {
        Hold<double>();
        Hold<float>();

        void Hold<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var random = new NumpyRandom(19);
            var normalization = new NormalizationCase<T>(name, random);
            foreach (var x in new[]
            {
                Draw.Normal<T>(random, 1, NormalizationCase<T>.Columns, 5, 12),
                Matrix<T>.Constant(1, NormalizationCase<T>.Columns, 1e6),
                Matrix<T>.Constant(7, NormalizationCase<T>.Columns, -0.1),
                Matrix<T>.Constant(7, NormalizationCase<T>.Columns, 0),
            })
            {
                var y = normalization.Layer.Forward(x, Mode.Train);
                if (Variance(x.ToArray()) < 1e-12) Close.Equal(normalization.Spread(normalization.Beta.Value, x.Rows), y, 1e-4);
                Assert.All(y.ToArray(), value => Assert.True(double.IsFinite(value)));
                double[] dx = normalization.Layer.Backward(Draw.Normal<T>(random, x.Rows, x.Columns)).ToArray();
                Assert.All(dx, value => Assert.True(double.IsFinite(value)));
                Assert.All(normalization.Gamma.Gradient.ToArray(), value => Assert.True(double.IsFinite(value)));
                Assert.All(normalization.Layer.Forward(x, Mode.Test).ToArray(), value => Assert.True(double.IsFinite(value)));
            }
        }
    }

    /// <summary>Random layers and batches; those of floats are large enough that no column is nearly constant.</summary>
    private static void ForAllBatches<T>(string name, Action<NormalizationCase<T>, Matrix<T>, NumpyRandom> property)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => EveryDraw.Satisfies(Prop.ForAll(
        ArbMap.Default.ArbFor<(ushort Seed, byte Rows)>(),
        draw =>
        {
            var random = new NumpyRandom(draw.Seed);
            int n = (typeof(T) == typeof(float) ? 8 : 2) + (draw.Rows % 20);
            property(new NormalizationCase<T>(name, random), Draw.Normal<T>(random, n, NormalizationCase<T>.Columns, 5, 12), random);
        }));

    /// <summary>Biased.</summary>
    private static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Average(value => (value - mean) * (value - mean));
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
