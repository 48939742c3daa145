using System.Globalization;
using System.Text.RegularExpressions;
using BnLab.Checking;
using BnLab.Experiments.Gradients;
using BnLab.Numerics;

namespace BnLab.Tests.Experiments;

/// <summary>What the catalogue of mistakes tells students to look for is what the numbers show.</summary>
public sealed partial class GradcheckSymptomTests
{
    public static TheoryData<string> AloneWrong { get; } = Telling(OnlyOneFails());

    public static TheoryData<string> WithAnError { get; } = Telling(ErrorAsFraction());

    public static TheoryData<string> PassingWithInitialGamma { get; } = Telling(PassesWithInitialGamma());

    public static TheoryData<string> AboutSums { get; } = Telling(SumsToZero());

    [Theory]
    [MemberData(nameof(AloneWrong))]
    public void Where_only_one_gradient_is_said_to_fail_only_that_fails(string mutation)
    {
        string only = OnlyOneFails().Match(Mutations.Named(mutation).Symptom).Groups["input"].Value;
        var failed = GradientCheck.Run(Planted(mutation)).Where(finding => !finding.Passed).Select(finding => finding.Input);
        Assert.Equal([only], failed);
    }

    [Theory]
    [MemberData(nameof(WithAnError))]
    public void Where_an_error_is_given_it_is_the_error(string mutation)
    {
        var fraction = ErrorAsFraction().Match(Mutations.Named(mutation).Symptom);
        double expected = Number(fraction.Groups["over"]) / Number(fraction.Groups["under"]);
        var failed = GradientCheck.Run(Planted(mutation)).Where(finding => !finding.Passed).ToList();
        Assert.All(failed, finding => Assert.Equal(expected, finding.Error, 1e-3));
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
        var match = SumsToZero().Match(Mutations.Named(mutation).Symptom);
        var subject = Planted(mutation);
        subject.Forward();
        var dx = subject.Backward(subject.Dy.Clone())["x"];
        var sums = match.Groups["axis"].Value == "rows" ? RowStatistics.RowSum(dx) : ColumnStatistics.ColumnSum(dx);
        double largest = sums.ToArray().Max(Math.Abs);
        if (match.Groups["not"].Success) Assert.True(largest > 1e-3, $"{largest}");
        else Assert.True(largest < 1e-12, $"{largest}");
    }

    [Theory]
    [InlineData("local-response-norm-factor-2-of-the-square-forgotten", 1.0 / 2)]
    [InlineData("local-response-norm-alpha-divided-by-n", 1.0 / 5)]
    public void Where_a_part_of_the_way_is_given_dx_lies_there(string mutation, double part)
    {
        var right = Dx(Subjects.Named("local-response-norm").Draw(231));
        var direct = Dx(Planted("local-response-norm-sum-as-constant"));
        Close.Equal(direct + ((right - direct) * part), Dx(Planted(mutation)), 1e-14);

        static Matrix<double> Dx(GradientSubject subject)
        {
            subject.Forward();
            return subject.Backward(subject.Dy.Clone())["x"].Clone();
        }
    }

    private static GradientSubject Planted(string mutation)
    {
        var planted = Mutations.Named(mutation);
        return planted.Plant(Subjects.Named(planted.Layer).Draw(231));
    }

    private static TheoryData<string> Telling(Regex what)
    {
        var names = Mutations.All.Where(mutation => what.IsMatch(mutation.Symptom)).Select(mutation => mutation.Name).ToList();
        Assert.True(names.Count >= 3, what.ToString());
        return new(names);
    }

    private static double Number(Group group) => double.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("^Only d?(?<input>x|w|W|b|gamma|beta) fails")]
    private static partial Regex OnlyOneFails();

    [GeneratedRegex("errors? (is|are|of) (?<over>[0-9]+)/(?<under>[0-9]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex ErrorAsFraction();

    [GeneratedRegex("initial (gamma of )?1( and beta of 0)?,? it passes", RegexOptions.ExplicitCapture)]
    private static partial Regex PassesWithInitialGamma();

    [GeneratedRegex("(its|the) (?<axis>columns|rows)( of dx)? (?<not>do not |no longer )?(still )?sum to 0", RegexOptions.ExplicitCapture)]
    private static partial Regex SumsToZero();
}
