namespace BnLab.Experiments.Gradcheck;

/// <summary>Normalizations by the plain lines of <c>Layers</c>, as functions of x, gamma and beta.</summary>
internal static class PlainCases
{
    /// <summary>A normalization with any passes.</summary>
    public static GradientCase Of(
        string layer, Matrix<double> dy, Func<Matrix<double>> forward, Func<Matrix<double>, BatchNorm.Gradients<double>> backward,
        Matrix<double> x, Matrix<double> gamma, Matrix<double> beta) => new(
            layer, [new("x", x, Cases.LayerLimit), new("gamma", gamma, Cases.LayerLimit), new("beta", beta, Cases.LayerLimit)], dy, forward,
            upstream =>
            {
                var (dx, dgamma, dbeta) = backward(upstream);
                return new Dictionary<string, Matrix<double>>(StringComparer.Ordinal) { ["x"] = dx, ["gamma"] = dgamma, ["beta"] = dbeta };
            });

    /// <summary>Layer normalization on the values of a case.</summary>
    public static GradientCase LayerNorm(GradientCase s)
    {
        var (x, gamma, beta) = (s.Value("x"), s.Value("gamma"), s.Value("beta"));
        return Of(s.Layer, s.Dy, () => Layers.LayerNorm.Forward(x, gamma, beta).Y, dy => Layers.LayerNorm.Backward(dy, Layers.LayerNorm.Forward(x, gamma, beta)), x, gamma, beta);
    }

    /// <summary>Spatial batch normalization, its backward pass step by step.</summary>
    public static GradientCase Spatial(GradientCase s)
    {
        var (x, gamma, beta) = (s.Value("x"), s.Value("gamma"), s.Value("beta"));
        return Of(s.Layer, s.Dy, () => SpatialBatchNorm.Forward(x, s.Images, gamma, beta).Y, Backward, x, gamma, beta);

        BatchNorm.Gradients<double> Backward(Matrix<double> dy)
        {
            var steps = BatchNorm.BackwardStepByStep(ChannelRows.FromImages(dy, s.Images), SpatialBatchNorm.Forward(x, s.Images, gamma, beta).Pixels);
            return steps with { Dx = ChannelRows.ToImages(steps.Dx, s.Images) };
        }
    }

    /// <summary>Group normalization.</summary>
    public static GradientCase Group(GradientCase s)
    {
        var (x, gamma, beta) = (s.Value("x"), s.Value("gamma"), s.Value("beta"));
        return Of(
            s.Layer, s.Dy, () => GroupNorm.Forward(x, s.Images, s.Groups, gamma, beta).Y,
            dy => GroupNorm.Backward(dy, GroupNorm.Forward(x, s.Images, s.Groups, gamma, beta)), x, gamma, beta);
    }
}
