namespace BnLab.Tests.Checking;

/// <summary>What the check of one subject says of gradients that are wrong, missing or only seem to be wrong.</summary>
public sealed class GradientCheckTests
{
    private readonly Matrix<double> _x = Matrix<double>.FromRow(0.5, -2.0, 3.0);

    [Fact]
    public void The_right_gradient_passes() => Assert.True(Gradcheck(right => right).Passed);

    [Theory]
    [InlineData(1e-6)]
    [InlineData(-1e-6)]
    [InlineData(1.0)]
    public void A_gradient_that_is_wrong_by_little_or_much_fails(double error)
    {
        var finding = Gradcheck(right => right * (1.0 + error));
        Assert.False(finding.Passed);
        Assert.Contains("disagree at every step: 3", finding.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gradient_of_another_shape_fails_and_says_so()
    {
        var finding = Gradcheck(_ => new Matrix<double>(3, 1));
        Assert.False(finding.Passed);
        Assert.True(double.IsNaN(finding.Error));
        Assert.Equal("the gradient is (3, 1)", finding.Note);
    }

    [Fact]
    public void A_missing_gradient_fails_and_says_so()
    {
        var nothing = Cube() with { Backward = _ => new Dictionary<string, Matrix<double>>(StringComparer.Ordinal) };
        var finding = Assert.Single(GradientCheck.Run(nothing));
        Assert.False(finding.Passed);
        Assert.Equal("there is no such gradient", finding.Note);
    }

    [Theory]
    [InlineData(double.NaN, true)]
    [InlineData(double.NaN, false)]
    [InlineData(double.PositiveInfinity, true)]
    [InlineData(double.PositiveInfinity, false)]
    public void A_gradient_that_is_no_number_fails(double value, bool isZero)
    {
        var finding = Gradcheck(
            right =>
            {
                var wrong = isZero ? right * 0.0 : right.Clone();
                wrong[0, 1] = value;
                return wrong;
            },
            isZero);
        Assert.False(finding.Passed);
    }

    [Fact]
    public void A_gradient_that_is_zero_by_construction_is_held_to_an_absolute_limit()
    {
        var (x, b) = (new CheckedInput("x", _x, 1e-8), Matrix<double>.FromRow(0.25));
        var subject = new GradientCase(
            "difference", [x, new("b", b, 1e-8) { IsZero = true }], Matrix<double>.Constant(1, 3, 1.0),
            () => (_x + b) - b,
            dy => new Dictionary<string, Matrix<double>>(StringComparer.Ordinal) { ["x"] = dy, ["b"] = 1e-15 });
        Assert.All(GradientCheck.Run(subject), finding => Assert.True(finding.Passed, finding.ToString()));
        Assert.False(GradientCheck.Run(subject.WithGradient("b", _ => 1e-8))[1].Passed);
    }

    [Theory]
    [InlineData(1e-5, 0.99e-9, 0.0, true)]
    [InlineData(1e-5, 1.01e-9, 0.0, false)]
    [InlineData(1e-5, 0.0, 0.99e-9, true)]
    [InlineData(1e-5, 0.0, 1.01e-9, false)]
    [InlineData(1e-5, 0.0, -1.01e-9, false)]
    [InlineData(5e-6, 0.0, 1.99e-9, true)] // half the step, twice the noise
    [InlineData(5e-6, 0.0, 2.01e-9, false)]
    [InlineData(1e-4, 0.0, 0.99e-9, true)]
    [InlineData(1e-4, 0.0, 1.01e-9, false)]
    public void The_absolute_limit_holds_for_both_gradients(double h, double numerical, double analytical, bool passes)
    {
        var x = Matrix<double>.FromRow(0.0);
        var subject = new GradientCase(
            "line", [new("x", x, 1e-8) { IsZero = true }], 1.0, () => x * numerical,
            _ => new Dictionary<string, Matrix<double>>(StringComparer.Ordinal) { ["x"] = analytical });
        var finding = Assert.Single(GradientCheck.Run(subject, h));
        Assert.Equal(passes, finding.Passed);
        Assert.Equal(Math.Max(numerical, Math.Abs(analytical)), finding.Largest!.Value, 1e-15);
    }

    [Fact]
    public void A_kink_within_the_step_is_no_mistake()
    {
        _x[0, 0] = 4e-6; // |x| - h is negative, and |x| - h / 10 is not
        var subject = new GradientCase(
            "absolute", [new("x", _x, 1e-8)], Matrix<double>.Constant(1, 3, 1.0),
            () => _x.Map(Math.Abs),
            dy => new Dictionary<string, Matrix<double>>(StringComparer.Ordinal) { ["x"] = dy * _x.Map(v => Math.Sign(v)) });
        var finding = Assert.Single(GradientCheck.Run(subject));
        Assert.True(finding.Passed);
        Assert.InRange(finding.Error, 0.1, 1.0);
        Assert.InRange(finding.ErrorLeft, 0.0, 1e-8);
        Assert.EndsWith("agree where that is kept out: 1", finding.Note, StringComparison.Ordinal);
        Assert.False(Assert.Single(GradientCheck.Run(subject.WithGradient("x", right => right * 1.00001))).Passed);
    }

    [Fact]
    public void The_inputs_are_as_they_were_afterwards()
    {
        double[] before = _x.ToArray();
        Gradcheck(right => right * 2.0);
        Assert.Equal(before, _x.ToArray());
    }

    private GradientFinding Gradcheck(Func<Matrix<double>, Matrix<double>> change, bool isZero = false) =>
        Assert.Single(GradientCheck.Run(Cube(isZero).WithGradient("x", change)));

    /// <summary>y = x³, or with <paramref name="isZero"/> y = 1 whatever x is.</summary>
    private GradientCase Cube(bool isZero = false) => new(
        "cube", [new("x", _x, 1e-8) { IsZero = isZero }], Matrix<double>.FromRow(1.0, -1.0, 0.5),
        () => isZero ? Matrix<double>.Constant(1, 3, 1.0) : _x * _x * _x,
        dy => new Dictionary<string, Matrix<double>>(StringComparer.Ordinal) { ["x"] = dy * _x * _x * 3.0 });
}
