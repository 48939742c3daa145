using BnLab.Experiments.Gradcheck;

namespace BnLab.Tests.Experiments;

/// <summary>What the catalogue of mistakes tells students to look for is what the numbers show.</summary>
public sealed class GradcheckSymptomTests
{
    public static TheoryData<string> AloneWrong { get; } = Claiming(symptom => symptom.Only is not null);

    public static TheoryData<string> WithAnError { get; } = Claiming(symptom => symptom.SaysError);

    public static TheoryData<string> PassingWithInitialGamma { get; } = Claiming(symptom => symptom.HiddenByInitialGamma);

    public static TheoryData<string> AboutSums { get; } = Claiming(symptom => (symptom.ColumnsSumToZero ?? symptom.RowsSumToZero) is not null);

    [Theory]
    [MemberData(nameof(AloneWrong))]
    public void Where_only_one_gradient_is_said_to_fail_only_that_fails(string mutation) =>
        Assert.Equal([Mutations.Named(mutation).Symptom.Only!], Failed(mutation).Select(finding => finding.Input));

    [Theory]
    [MemberData(nameof(WithAnError))]
    public void Where_an_error_is_given_it_is_the_error(string mutation)
    {
        double error = Mutations.Named(mutation).Symptom.ErrorOf(Planted(mutation));
        Assert.All(Failed(mutation), finding => Assert.Equal(error, finding.Error, 1e-3));
    }

    [Theory]
    [MemberData(nameof(PassingWithInitialGamma))]
    public void Where_the_initial_gamma_is_said_to_hide_it_it_does(string mutation)
    {
        var planted = Planted(mutation);
        planted.Value("gamma").Fill(1.0);
        planted.Value("beta").Fill(0.0);
        Assert.All(GradientCheck.Run(planted), finding => Assert.True(finding.Passed, finding.ToString()));
    }

    [Theory]
    [MemberData(nameof(AboutSums))]
    public void Where_sums_of_dx_are_said_to_vanish_or_not_they_do(string mutation)
    {
        var symptom = Mutations.Named(mutation).Symptom;
        var dx = Dx(Planted(mutation));
        if (symptom.ColumnsSumToZero is { } columns) Vanish(columns, ColumnStatistics.ColumnSum(dx));
        if (symptom.RowsSumToZero is { } rows) Vanish(rows, RowStatistics.RowSum(dx));

        static void Vanish(bool they, Matrix<double> sums)
        {
            double largest = sums.ToArray().Max(Math.Abs);
            Assert.True(they ? largest < 1e-12 : largest > 1e-3, $"{largest}");
        }
    }

    [Theory]
    [InlineData("local-response-norm-factor-2-of-the-square-forgotten", 1.0 / 2)]
    [InlineData("local-response-norm-alpha-divided-by-n", 1.0 / 5)]
    public void Where_a_part_of_the_way_is_given_dx_lies_there(string mutation, double part)
    {
        var right = Dx(Cases.Named("local-response-norm").Draw(231));
        var direct = Dx(Planted("local-response-norm-sum-as-constant"));
        Close.Equal(direct + ((right - direct) * part), Dx(Planted(mutation)), 1e-14);
    }

    [Fact]
    public void Sentences_claim_in_brackets_what_is_checked_here() => Assert.All(Mutations.All, mutation =>
    {
        Assert.Matches(
            @"^(?:[^][]|\[(?:Only \w+|\d+/\d+|\((?<size>[NHWMPQ](?: · [NHWMPQ])*) - 1\) / \(\k<size> \+ 1\)|\(1 - keep\) / \(1 \+ keep\)|with the initial gamma of 1 it passes|(?:columns|rows) (?:do not )?sum to 0)\])+$", mutation.Symptom.Sentence);
        Assert.Matches(@"^[^][.](?:[^][.]|\.\d)+\.$", mutation.Symptom.Text);
    });

    [Fact]
    public void Claims_are_read_from_the_sentence()
    {
        var symptom = new Symptom("[Only dgamma] fails: its [columns do not sum to 0], its [rows sum to 0], every error is [(N - 1) / (N + 1)], and [with the initial gamma of 1 it passes].");
        Assert.Equal(
            "Only dgamma fails: its columns do not sum to 0, its rows sum to 0, every error is (N - 1) / (N + 1), and with the initial gamma of 1 it passes.", symptom.Text);
        Assert.Equal(("gamma", 0.6, true), (symptom.Only, symptom.ErrorOf(Cases.Named("batchnorm").Draw(231)), symptom.HiddenByInitialGamma));
        Assert.Equal((false, true), (symptom.ColumnsSumToZero, symptom.RowsSumToZero));
        var silent = new Symptom("Only the gammas fail, by 3/5.");
        Assert.Equal((null, false, false), (silent.Only, silent.SaysError, silent.HiddenByInitialGamma));
        Assert.Equal((null, null), (silent.ColumnsSumToZero, silent.RowsSumToZero));
    }

    private static IEnumerable<GradientFinding> Failed(string mutation) => GradientCheck.Run(Planted(mutation)).Where(finding => !finding.Passed);

    private static GradientCase Planted(string mutation)
    {
        var planted = Mutations.Named(mutation);
        return planted.Plant(Cases.Named(planted.Layer).Draw(231));
    }

    private static Matrix<double> Dx(GradientCase of)
    {
        of.Forward();
        return of.Backward(of.Dy.Clone())["x"].Clone();
    }

    private static TheoryData<string> Claiming(Func<Symptom, bool> claim)
    {
        var names = Mutations.All.Where(mutation => claim(mutation.Symptom)).Select(mutation => mutation.Name).ToList();
        Assert.True(names.Count >= 3);
        return new(names);
    }
}
