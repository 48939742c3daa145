namespace BnLab.Tests.Experiments;

/// <summary>How measurements decide: the outcome, Holm's correction, and the number of repetitions that would decide.</summary>
public sealed class HypothesisTests
{
    private static readonly double[] Clear = [0.9, 1.0, 1.1, 1.05, 0.95];

    [Theory]
    [InlineData("holds", 0.0, double.PositiveInfinity)]
    [InlineData("does not hold", 2.0, double.PositiveInfinity)]
    [InlineData("not decided", 0.99, double.PositiveInfinity)]
    [InlineData("does not hold", double.NegativeInfinity, 0.5)]
    [InlineData("holds", double.NegativeInfinity, 1.5)]
    [InlineData("holds", 0.5, 1.5)]
    [InlineData("not decided", 0.99, 1.01)] // within the limits, but who knows
    [InlineData("does not hold", 1.5, 2.0)]
    [InlineData("does not hold", -2.0, 0.5)]
    public void The_interval_decides(string outcome, double low, double high) =>
        Assert.Equal(outcome, Judged(Hypothesis.Between("It learns", ConfidenceInterval.Of(Clear), "m", low, high)).Outcome.Text());

    [Fact]
    public void One_seed_decides_nothing_and_two_next_to_nothing()
    {
        var one = Judged(Hypothesis.Above("It learns", ConfidenceInterval.Of([5.0]), "m"));
        Assert.Equal((Outcome.NotDecided, "+5.00 m, 1 seed", "one seed shows no spread"), (one.Outcome, one.EffectText, one.WhatWouldDecide));
        var two = Judged(Hypothesis.Above("It learns", ConfidenceInterval.Of([0.1, 0.3]), "accuracy"));
        Assert.Equal((Outcome.NotDecided, "+0.2 [-1.1, +1.5] accuracy, 2 seeds, p = 0.295", "about 6 seeds would decide"), (two.Outcome, two.EffectText, two.WhatWouldDecide));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_not_a_number_decides_nothing(double value)
    {
        var claim = Judged(Hypothesis.Above("It learns", ConfidenceInterval.Of([1.0, value, 2.0]), "m"));
        Assert.Equal((Outcome.NotDecided, "not a number m, 3 seeds", "a net's numbers are not finite"), (claim.Outcome, claim.EffectText, claim.WhatWouldDecide));
        Assert.Equal((null, null, null), (claim.Effect, claim.Low, claim.High));
    }

    [Fact]
    public void A_ratio_is_judged_by_logarithms_and_shown_as_a_factor()
    {
        var twice = ConfidenceInterval.Of([Math.Log(1.9), Math.Log(2.0), Math.Log(2.1)]) with { IsRatio = true };
        var claim = Judged(Hypothesis.Above("It grows", twice, "times the loss"));
        Assert.Equal((Outcome.Holds, "1.99833"), (claim.Outcome, ShortNumber.Text(claim.Effect!.Value))); // the cube root of 1.9 · 2 · 2.1
        Assert.Matches(@"^2\.00 \[1\.76, 2\.26\] times the loss, 3 seeds, p = 0\.002$", claim.EffectText);
        Assert.Equal("above 1", claim.HoldsIf);
        Assert.Equal(Outcome.DoesNotHold, Judged(Hypothesis.Above("It grows", twice, "times", 3)).Outcome);
        Assert.Equal(Outcome.Holds, Judged(Hypothesis.Between("It grows", twice, "times", 1.5, 2.5)).Outcome);
    }

    /// <summary>What is left is a sign test.</summary>
    [Fact]
    public void Without_any_spread_six_seeds_decide_unless_their_value_is_the_limit()
    {
        Assert.Equal(
            [Outcome.Holds, Outcome.NotDecided, Outcome.NotDecided],
            new[] { Enumerable.Repeat(1.0, 6), Enumerable.Repeat(1.0, 5), Enumerable.Repeat(0.0, 9) }.Select(values =>
                Judged(Hypothesis.Above("It learns", ConfidenceInterval.Of([.. values]), "m")).Outcome));
        Assert.Equal("about 6 seeds would decide", Judged(Hypothesis.Above("It learns", ConfidenceInterval.Of([1.0, 1.0]), "m")).WhatWouldDecide);
    }

    /// <summary>t of 3 values is √2 · the quantile where p is as given; Holm's own numbers are these p times 3, 2 and 1.</summary>
    [Fact]
    public void The_more_claims_the_surer_each_must_be()
    {
        var claims = Hypothesis.Judge([.. new[] { 0.01, 0.04, 0.03 }.Select(p => Hypothesis.Above("It learns", WithP(p), "m"))]);
        Close.Equal([0.03, 0.06, 0.06], [.. claims.Select(claim => claim.P!.Value)], 1e-6);
        Assert.Equal([Outcome.Holds, Outcome.NotDecided, Outcome.NotDecided], claims.Select(claim => claim.Outcome));
        Assert.Equal(Outcome.Holds, Judged(Hypothesis.Above("It learns", WithP(0.04), "m")).Outcome);

        static ConfidenceInterval WithP(double p) => new(9, StudentT.Bound(1 - p, 8) / 3, Spread: 1);
    }

    /// <summary>What is named decides four times of five, if effect and spread are as they were estimated.</summary>
    [Theory]
    [InlineData(0.5, 0.0)]
    [InlineData(0.2, 0.0)]
    [InlineData(1.0, 0.05)]
    public void The_number_of_seeds_that_is_named_mostly_decides(double effect, double shared)
    {
        var claim = Judged(Hypothesis.Above("It learns", new ConfidenceInterval(3, effect, Spread: 1) { SharedVariance = shared }, "m"));
        var random = new NumpyRandom(231);
        double decided = Enumerable.Range(0, 1_000).Count(_ =>
        {
            double both = effect + (Math.Sqrt(shared) * random.NextNormal());
            double[] seeds = [.. Enumerable.Range(0, claim.Enough!.Value).Select(_ => both + random.NextNormal())];
            return Judged(Hypothesis.Above("It learns", ConfidenceInterval.Of(seeds) with { SharedVariance = shared }, "m")).Outcome == Outcome.Holds;
        }) / 1_000.0;
        Assert.InRange(decided, 0.77, 0.86);
    }

    [Fact]
    public void Where_the_images_are_too_few_no_number_of_seeds_decides() => Assert.Equal(
        "more seeds would not decide",
        Judged(Hypothesis.Above("It learns", new ConfidenceInterval(3, 0.5, Spread: 1) { SharedVariance = 0.25 }, "m")).WhatWouldDecide);

    [Theory] // two digits of half the width
    [InlineData(0.03127, 0.0123, "+0.031 [+0.019, +0.044] m, 3 seeds")]
    [InlineData(-3.1234, 1.23, "-3.1 [-4.4, -1.9] m, 3 seeds")]
    [InlineData(512.3, 123.0, "+512 [+389, +635] m, 3 seeds")]
    [InlineData(0.0, 1e-8, "0 [-1e-08, +1e-08] m, 3 seeds")]
    [InlineData(0.00001, 0.04, "0.000 [-0.040, +0.040] m, 3 seeds")]
    public void Numbers_have_the_digits_that_the_interval_leaves(double mean, double halfWidth, string text)
    {
        double spread = halfWidth * Math.Sqrt(3) / StudentT.Bound(0.95, 2);
        string shown = Judged(Hypothesis.Above("It learns", new(3, mean, spread), "m")).EffectText;
        Assert.StartsWith($"{text.Replace("+1e", "1e", StringComparison.Ordinal)}, p ", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.3, 36.0, "0.30 [7e-17, 1.3e+15] times, 3 seeds")]
    [InlineData(0.3, 0.1, "0.300 [0.271, 0.332] times, 3 seeds")]
    [InlineData(1500.0, 0.5, "1500 [910, 2473] times, 3 seeds")]
    public void Factors_have_the_digits_that_the_narrower_half_leaves(double factor, double halfWidth, string text)
    {
        double spread = halfWidth * Math.Sqrt(3) / StudentT.Bound(0.95, 2);
        var effect = new ConfidenceInterval(3, Math.Log(factor), spread) { IsRatio = true };
        Assert.StartsWith($"{text}, p ", Judged(Hypothesis.Above("It learns", effect, "times")).EffectText, StringComparison.Ordinal);
    }

    private static Claim Judged(Hypothesis hypothesis) => Assert.Single(Hypothesis.Judge(hypothesis));
}
