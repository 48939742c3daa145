namespace BnLab.Tests.Checking;

/// <summary>What the second look excuses, and what it does not.</summary>
public sealed class NumericalErrorAnalysisTests
{
    private const double Ulp = 2.220446049250313e-16;

    [Theory]
    [InlineData(1.0, 1e-5, 3.0 * Ulp / 1e-5)]
    [InlineData(10.0, 1e-5, 30.0 * Ulp / 1e-5)]
    [InlineData(1.0, 1e-6, 3.0 * Ulp / 1e-6)]
    public void Rounding_is_three_units_in_the_last_place_over_the_step(double size, double h, double noise) =>
        Assert.Equal(noise, NumericalErrorAnalysis.Noise(size, h), 1e-12 * noise);

    [Theory]
    [InlineData(1e-5, 1.0, 0.9, 1)]
    [InlineData(1e-5, 1.0, 1.2, 0)]
    [InlineData(1e-4, 1.0, 0.9, 1)]      // as much as the course's step has: the shorter ones that follow need it
    [InlineData(1e-4, 1.0, 1.2, 0)]
    [InlineData(1e-5, 1e6, 3e-4, 0)]     // 1e-8 and no more is excused, where a unit in the last place is 1e-10
    [InlineData(1e-5, 1e6, 1.3e-4, 1)]
    public void Only_so_much_is_excused_of_a_small_gradient(double h, double size, double noises, int excused)
    {
        // The slope is 0 but for the rounding of large outputs, which this function has none of: its output does not move.
        var x = Matrix<double>.FromRow(0.0);
        double gradient = noises * NumericalErrorAnalysis.Noise(size, 1e-5);
        Assert.Equal(excused, Look(x, () => (x * 0.0) + size, gradient, h, limit: 1e-3).Rounding);
    }

    [Theory]
    [InlineData(0.9, "rounding")]
    [InlineData(1.2, "disagree")]
    [InlineData(-0.9, "rounding")]
    [InlineData(-1.2, "disagree")]
    public void A_difference_is_rounding_up_to_that_and_a_mistake_beyond(double noises, string what)
    {
        // 1 ± h · slope are numbers of double precision, so that the quotient at h is exact.
        const double H = 1.0 / 131072.0, Slope = 1.0 / 8192.0;
        var x = Matrix<double>.FromRow(0.0);
        var look = Look(x, () => (x * Slope) + 1.0, Slope + (noises * NumericalErrorAnalysis.Noise(1.0, H)), H);
        Assert.Contains(what, look.Note, StringComparison.Ordinal);
        Assert.Equal(what == "rounding" ? (1, 0, 0) : (0, 0, 1), (look.Rounding, look.Bends, look.Wrong));
    }

    [Fact]
    public void The_rounding_of_smaller_steps_makes_no_bend_of_a_mistake()
    {
        const double Slope = 1e-4;
        for (int i = 0; i < 200; i++)
        {
            var x = Matrix<double>.FromRow(0.001 * i);
            double mistake = (2.5 + (0.3 * i)) * NumericalErrorAnalysis.Noise(1.0, NumericalGradient.DefaultStep);
            Assert.Equal((0, 0, 1), Counts(Look(x, () => (x * Slope) + 1.0, Slope + mistake)));
        }
    }

    [Theory]
    [InlineData(3e-6)]  // within h, which each side alone keeps out
    [InlineData(-3e-6)]
    [InlineData(3e-9)]
    [InlineData(-3e-9)]
    public void A_kink_on_one_side_is_a_bend(double x) => Assert.Equal((0, 1, 0), Abs(x, Math.Sign(x)));

    [Theory]
    [InlineData(3e-6, 1.0 + 1e-6)]
    [InlineData(3e-6, -1.0)]
    [InlineData(3e-6, 0.999)]
    [InlineData(3e-6, 0.0)]
    public void A_wrong_gradient_beside_a_kink_is_a_mistake(double x, double slope) => Assert.Equal((0, 0, 1), Abs(x, slope));

    [Fact]
    public void Kinks_on_both_sides_need_a_smaller_step()
    {
        var x = Matrix<double>.FromRow(0.0);
        Matrix<double> Between(double scale) => x.Map(v => (2.0 * Math.Abs(v - (3.0 * scale))) + Math.Abs(v + (5.0 * scale)) + (3.0 * v));
        Assert.Equal((0, 1, 0), Counts(Look(x, () => Between(1e-6), 2.0))); // a step of 1e-6 is short enough
        Assert.Equal((0, 1, 0), Counts(Look(x, () => Between(1e-7), 2.0))); // 1e-7
        Assert.Equal((0, 0, 1), Counts(Look(x, () => Between(1e-7), 2.00001)));
    }

    [Theory]
    [InlineData(1e-3)]
    [InlineData(2e-4)]
    public void Strong_curvature_is_a_bend(double width)
    {
        var x = Matrix<double>.FromRow(width / 3.0);
        double right = 1.0 / Math.Pow(Math.Cosh(1.0 / 3.0), 2.0);
        Matrix<double> Y() => x.Map(v => width * Math.Tanh(v / width));
        Assert.Equal((0, 1, 0), Counts(Look(x, Y, right)));
        Assert.Equal((0, 0, 1), Counts(Look(x, Y, right * 1.00001)));
    }

    [Fact]
    public void Slopes_are_those_of_a_polynomial_up_to_their_order()
    {
        var x = Matrix<double>.FromRow(0.5);
        var quartic = FiniteDifferences.At(ref x[0, 0], () => x.Map(v => v * v * v * v), 1.0, 0.01);
        var square = FiniteDifferences.At(ref x[0, 0], () => x * x, 2.0, 0.01);
        Assert.Equal(0.5, quartic.Centred, 1e-12);
        Assert.Equal((2.0, 2.0, 2.0), (Math.Round(square.Centred, 12), Math.Round(square.Right, 12), Math.Round(square.Left, 12)));
        Assert.Equal(0.5, x[0, 0]);
        var kink = FiniteDifferences.At(ref x[0, 0], () => x.Map(v => Math.Max(v - 0.5, 0.0)), 1.0, 0.01);
        Assert.Equal((0.5, 1.0, 0.0), (Math.Round(kink.Centred, 12), Math.Round(kink.Right, 12), Math.Round(kink.Left, 12)));
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(3, 1)]
    public void Outputs_that_do_not_fit_their_gradient_are_refused(int rows, int columns)
    {
        var x = new Matrix<double>(2, 2);
        Assert.Throws<ArgumentException>(() => NumericalGradient.OfLayer(x, () => x, new Matrix<double>(rows, columns)));
    }

    private static (int Rounding, int Bends, int Wrong) Abs(double at, double slope)
    {
        var x = Matrix<double>.FromRow(at);
        return Counts(Look(x, () => x.Map(Math.Abs), slope));
    }

    private static (int Rounding, int Bends, int Wrong) Counts(NumericalErrorAnalysis look) => (look.Rounding, look.Bends, look.Wrong);

    private static NumericalErrorAnalysis Look(Matrix<double> x, Func<Matrix<double>> y, double analytical, double h = NumericalGradient.DefaultStep, double limit = 1e-8)
    {
        var subject = new GradientCase("function", [new("x", x, limit)], 1.0, y, _ => new Dictionary<string, Matrix<double>>(StringComparer.Ordinal));
        return NumericalErrorAnalysis.At(subject, subject.Inputs[0], NumericalGradient.OfLayer(x, y, 1.0, h), analytical, h);
    }
}
