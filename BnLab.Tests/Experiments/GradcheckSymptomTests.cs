using BnLab.Experiments.Gradcheck;

namespace BnLab.Tests.Experiments;

/// <summary>What the catalogue of mistakes tells students to look for is what the numbers show.</summary>
public sealed class GradcheckSymptomTests
{
    public static TheoryData<string> AloneWrong { get; } = Claiming(symptom => symptom.Only is not null);

    public static TheoryData<string> WithAnError { get; } = Claiming(symptom => symptom.Error is not null);

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
        var (over, under) = Mutations.Named(mutation).Symptom.Error!.Value;
        Assert.All(Failed(mutation), finding => Assert.Equal((double)over / under, finding.Error, 1e-3));
    }

    [Theory]
    [MemberData(nameof(PassingWithInitialGamma))]
    public void Where_the_initial_gamma_is_said_to_hide_it_it_does(string mutation)
    {
        string layer = Mutations.Named(mutation).Layer;
        var subject = Subjects.Named(layer).Draw(231);
        subject.Value("gamma").Fill(1.0);
        subject.Value("beta").Fill(0.0);
        Assert.All(GradientCheck.Run(Mutations.Named(mutation).Plant(subject)), finding => Assert.True(finding.Passed, finding.ToString()));
    }

    [Theory]
    [MemberData(nameof(AboutSums))]
    public void Where_sums_of_dx_are_said_to_vanish_or_not_they_do(string mutation)
    {
        var symptom = Mutations.Named(mutation).Symptom;
        var subject = Planted(mutation);
        subject.Forward();
        var dx = subject.Backward(subject.Dy.Clone())["x"];
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
        var right = Dx(Subjects.Named("local-response-norm").Draw(231));
        var direct = Dx(Planted("local-response-norm-sum-as-constant"));
        Close.Equal(direct + ((right - direct) * part), Dx(Planted(mutation)), 1e-14);

        static Matrix<double> Dx(GradientCase subject)
        {
            subject.Forward();
            return subject.Backward(subject.Dy.Clone())["x"].Clone();
        }
    }

    [Fact]
    public void The_sentences_say_all_that_is_claimed_and_nothing_that_is_not() => Assert.All(Mutations.All, mutation =>
    {
        Assert.All(mutation.Symptom.Claims(), claim => Assert.Contains(claim.Mark, mutation.Symptom.Sentence, StringComparison.Ordinal));
        Assert.DoesNotContain('{', mutation.Symptom.Text);
        Assert.Matches(@"^[^.](?:[^.]|\.\d)+\.$", mutation.Symptom.Text);
    });

    [Fact]
    public void Claims_are_put_into_words() => Assert.Equal(
        "Only dgamma fails: its columns do not sum to 0, its rows sum to 0, every error is 3/5 = 0.6, and with the initial gamma of 1 it passes.",
        new Symptom("{only} fails: its {columns}, its {rows}, every error is {error}, and {gamma}.")
        {
            Only = "gamma",
            ColumnsSumToZero = false,
            RowsSumToZero = true,
            Error = (3, 5),
            HiddenByInitialGamma = true,
        }.Text);

    private static IEnumerable<GradientFinding> Failed(string mutation) => GradientCheck.Run(Planted(mutation)).Where(finding => !finding.Passed);

    private static GradientCase Planted(string mutation)
    {
        var planted = Mutations.Named(mutation);
        return planted.Plant(Subjects.Named(planted.Layer).Draw(231));
    }

    private static TheoryData<string> Claiming(Func<Symptom, bool> claim)
    {
        var names = Mutations.All.Where(mutation => claim(mutation.Symptom)).Select(mutation => mutation.Name).ToList();
        Assert.True(names.Count >= 3);
        return new(names);
    }
}
