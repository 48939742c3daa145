using BnLab.Exercises;
using BnLab.Experiments.Gradcheck;

namespace BnLab.Tests.Exercises;

/// <summary>A mistake is called by its name, and nothing else is.</summary>
public sealed class DiagnosisTests
{
    private static readonly string[] BatchNorms = ["batchnorm", "batchnorm-step-by-step", "batchnorm-closed-form"];

    /// <summary>Every mistake that can be planted into a layer that can be diagnosed.</summary>
    public static TheoryData<string> Mistakes { get; } = new(Mutations.All.Where(mutation => Subjects.Names.Contains(Diagnosed(mutation.Layer))).Select(mutation => mutation.Name));

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Every_mistake_names_itself_whatever_the_arrays(string name)
    {
        var mistake = Mutations.Named(name);
        string layer = Diagnosed(mistake.Layer);
        int seen = 0;
        foreach (var (seed, size) in from seed in Enumerable.Range(0, 20) from size in new[] { (4, 5), (7, 3), (12, 6) } select (seed, size))
        {
            var inputs = Draw(layer, (uint)seed, size);
            var right = Subjects.Of(layer, inputs);
            var planted = Gradients(mistake.Plant(right.Case));
            var findings = Diagnosis.Of(With(inputs, right.Case, planted), right);
            var wrong = findings.Where(finding => !finding.IsRight).ToList();
            Assert.All(wrong, finding => Assert.Contains(name, finding.Mistakes));
            seen += wrong.Count > 0 ? 1 : 0;
        }

        // Few scores may have no margin that is not positive; a stride of 1 cannot be ignored.
        Assert.InRange(seen, name is "svm-loss-margins-not-tested" ? 20 : name.StartsWith("convolution-strided", StringComparison.Ordinal) ? 30 : 60, 60);
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void What_is_right_gets_no_name(string layer)
    {
        for (uint seed = 0; seed < 20; seed++)
        {
            var inputs = Draw(layer, seed, (9, 4));
            var subject = Subjects.Of(layer, inputs);
            var results = Gradients(subject.Case);
            Assert.All(Diagnosis.Of(With(inputs, subject.Case, results, isSingle: false), subject), finding => Assert.True(finding.IsRight, finding.ToString()));
            Assert.All(Diagnosis.Of(With(inputs, subject.Case, results, isSingle: true), subject), finding => Assert.True(finding.IsRight, finding.ToString()));
        }
    }

    public static TheoryData<string> Layers { get; } = new(Subjects.Names);

    [Fact]
    public void A_thousand_random_gradients_get_no_name()
    {
        var inputs = Draw("batchnorm", 231, (12, 5));
        var subject = Subjects.Of("batchnorm", inputs);
        var random = new NumpyRandom(1);
        for (int i = 0; i < 1_000; i++)
        {
            var results = Gradients(subject.Case).ToDictionary(each => each.Key, each => random.Normal(each.Value.Rows, each.Value.Columns), StringComparer.Ordinal);
            Assert.All(Diagnosis.Of(With(inputs, subject.Case, results), subject).Skip(1), finding => Assert.Equal((0, false), (finding.Mistakes.Count, finding.IsRight)));
        }
    }

    /// <summary>Two of six mistakes, in each combination: the coefficients of the fit tell both.</summary>
    [Fact]
    public void Two_mistakes_at_once_are_both_named()
    {
        var inputs = Draw("batchnorm", 231, (12, 5));
        var subject = Subjects.Of("batchnorm", inputs);
        var (gamma, dy) = (subject.Case.Value("gamma"), subject.Case.Dy);
        var pass = BatchNorm.Forward(subject.Case.Value("x"), gamma, subject.Case.Value("beta"));
        (string Words, Func<Terms, Terms> Plant)[] six =
        [
            ("the path through the mean is missing", t => t with { Mean = 0.0 }),
            ("the path through the variance is missing", t => t with { Variance = 0.0 }),
            ("gamma is left out", t => t with { Factor = t.Factor / gamma }),
            ("the division by the standard deviation is left out", t => t with { Factor = t.Factor * pass.Std }),
            ("all is multiplied by 1/N", t => t with { Factor = t.Factor / 12.0 }),
            ("the factor 2 of the square is forgotten", t => t with { Variance = t.Variance * 0.5 }),
        ];
        foreach (var (first, second) in from a in six from b in six where string.CompareOrdinal(a.Words, b.Words) < 0 select (a, b))
        {
            if (first.Words.Contains("2 of the square") != second.Words.Contains("2 of the square") && (first.Words + second.Words).Contains("variance is missing")) continue; // no variance, no half of it
            var t = second.Plant(first.Plant(new(gamma / pass.Std, 1.0, 1.0)));
            var dx = t.Factor * (dy - (ColumnStatistics.ColumnMean(dy) * t.Mean) - (pass.XHat * ColumnStatistics.ColumnMean(dy * pass.XHat) * t.Variance));
            var finding = Diagnosis.Of(With(inputs, subject.Case, new Dictionary<string, Matrix<double>>(StringComparer.Ordinal) { ["x"] = dx }), subject)[^1];
            if (finding.IsFitted) Assert.Equal(new[] { first.Words, second.Words }.Order(StringComparer.Ordinal), finding.Mistakes.Order(StringComparer.Ordinal));
            else Assert.Equal(["batchnorm-statistics-as-constants"], finding.Mistakes); // mean and variance: the catalogue has both in one
        }
    }

    [Theory]
    [InlineData("layernorm", "statistics-over-the-wrong-axis")]
    [InlineData("batchnorm", "unbiased-variance")]
    [InlineData("batchnorm", "eps-of-0.001")]
    [InlineData("spatial-batchnorm", "gamma-left-out")]
    [InlineData("spatial-batchnorm", "channels-not-moved")]
    [InlineData("layernorm", "beta-subtracted")]
    [InlineData("groupnorm", "beta-left-out")]
    [InlineData("relu", "absolute-value")]
    [InlineData("affine", "bias-left-out")]
    [InlineData("softmax-loss", "sum-for-mean")]
    [InlineData("squared-loss", "mean-over-samples")]
    [InlineData("dropout", "scale-forgotten")]
    [InlineData("convolution", "kernel-turned")]
    [InlineData("max-pool", "mean-for-max")]
    public void A_wrong_output_is_named_and_the_gradients_are_judged_by_it(string layer, string mistake)
    {
        var inputs = Draw(layer, 231, (6, 4));
        var subject = Subjects.Of(layer, inputs);
        var forward = subject.Forwards.Single(each => each.Name == mistake);
        var wrong = NumericalGradient.OfLayer(subject.Case.Value("x"), forward.Y, subject.Case.Dy);
        var results = Gradients(subject.Case);
        results["x"] = wrong;
        var findings = Diagnosis.Of(With(inputs, subject.Case, results, output: forward.Y()), subject);
        Assert.Equal([mistake], findings[0].Mistakes);
        Assert.True(findings[1].IsRight, findings[1].ToString());
    }

    [Theory]
    [InlineData(0.1, 0.0, 1.0, "", "")]
    [InlineData(0.9, 0.0, 1.0, "momentum-exchanged", "momentum-exchanged")]
    [InlineData(0.1, 0.9, 9.0 / 8, "", "pytorch")]
    [InlineData(0.01, 0.99, 1.0, "momentum-of-0.99", "tensorflow")]
    [InlineData(0.3, 0.3, 1.0, "not judged", "not judged")]
    [InlineData(0.0, 0.0, 1.0, "never-updated", "never-updated")]
    [InlineData(0.0, 1.0, 1.0, "never-updated", "never-updated")]
    public void Running_statistics_are_named_by_their_convention(double share, double begun, double unbiased, string ofMean, string ofVariance)
    {
        var inputs = Draw("batchnorm", 231, (9, 4));
        var subject = Subjects.Of("batchnorm", inputs);
        var x = subject.Case.Value("x");
        var (mean, xMu) = (ColumnStatistics.ColumnMean(x), x - ColumnStatistics.ColumnMean(x));
        var findings = Diagnosis.Of(
            With(inputs, subject.Case, Gradients(subject.Case)).With(
            [
                ("running_mean", NumpyArray.Of(mean * share, [4])), ("running_var", NumpyArray.Of((ColumnStatistics.ColumnMean(xMu * xMu) * (unbiased * share)) + begun, [4])),
            ]), subject);
        Assert.Equal([ofMean, ofVariance], findings.TakeLast(2).Select(finding => finding.IsRight ? finding.Sentence.Split(':')[0] : finding.Mistakes[0]));
    }

    /// <summary>With a dout of ones dx and dgamma are 0 but for rounding.</summary>
    [Theory]
    [InlineData("batchnorm", false)]
    [InlineData("batchnorm", true)]
    [InlineData("spatial-batchnorm", false)]
    public void Gradients_that_cancel_are_right_but_for_rounding(string layer, bool isSingle)
    {
        var inputs = Draw(layer, 231, (12, 5));
        inputs = inputs.With("dout", NumpyArray.Of(Matrix<double>.Constant(12, inputs.Matrix("dout").Columns, 1.0), inputs.ShapeOf("dout")));
        var subject = Subjects.Of(layer, inputs);
        var results = Gradients(subject.Case);
        foreach (string name in new[] { "x", "gamma" })
        {
            results[name] = results[name].Map(_ => 0.0);
            results[name][0, 0] = isSingle ? 1e-6 : 1e-15; // a student's own rounding
        }

        Assert.All(Diagnosis.Of(With(inputs, subject.Case, results, isSingle: isSingle), subject), finding => Assert.True(finding.IsRight, finding.ToString()));
    }

    [Fact]
    public void Nothing_is_right_that_cannot_be_seen()
    {
        var inputs = Draw("batchnorm", 231, (9, 4));
        var subject = Subjects.Of("batchnorm", inputs);
        var results = Gradients(Mutations.Named("batchnorm-mean-term-forgotten").Plant(subject.Case));
        results["x"][0, 0] = double.NaN;
        Assert.Empty(Diagnosis.Of(With(inputs, subject.Case, results), subject)[1].Mistakes); // all but one value are those of the mistake
        var silent = inputs.With("dout", NumpyArray.Of(new Matrix<double>(9, 4), inputs.ShapeOf("dout")));
        var told = Assert.Throws<InvalidDataException>(() => Diagnosis.Of(With(silent, subject.Case, results), subject));
        Assert.Equal("drawn: dout: expected values other than 0: with it all gradients are 0.", told.Message);
    }

    [Fact]
    public void What_no_mistake_makes_is_described()
    {
        var inputs = Draw("batchnorm", 231, (4, 3));
        var subject = Subjects.Of("batchnorm", inputs);
        var results = Gradients(subject.Case);
        results["x"][2, 1] += 1.0;
        results["gamma"] = new(1, 7);
        results["beta"][0, 1] = double.NaN;
        var findings = Diagnosis.Of(With(inputs, subject.Case, results), subject);
        Assert.Equal(["wrong in 1 of 12 places, all in column 1"], findings[1].Facts.Take(1));
        Assert.StartsWith("columns sum to ", findings[1].Facts[1], StringComparison.Ordinal);
        Assert.Equal(["dgamma is (7,), and should be (3,) as gamma"], findings[2].Facts);
        Assert.Equal(["1 of 3 values are not finite"], findings[3].Facts);
        Assert.All(findings.Skip(1), finding => Assert.Empty(finding.Mistakes));
    }

    private sealed record Terms(Matrix<double> Factor, Matrix<double> Mean, Matrix<double> Variance);

    [Fact]
    public void A_dout_that_was_scaled_in_place_is_told()
    {
        var inputs = Draw("batchnorm", 231, (9, 4));
        var subject = Subjects.Of("batchnorm", inputs);
        var saved = With(inputs, subject.Case, Gradients(subject.Case)).With("dout", NumpyArray.Of(subject.Case.Dy * subject.Case.Value("gamma"), inputs.ShapeOf("dout")));
        var findings = Diagnosis.Of(saved, Subjects.Of("batchnorm", saved));
        Assert.Equal(["dout-overwritten"], findings[0].Mistakes);
        Assert.Equal(["dout", "out", "dx", "dgamma", "dbeta"], findings.Select(finding => finding.Array));
        Assert.All(findings.Skip(1), finding => Assert.True(finding.IsRight));
    }

    [Fact]
    public void Exchanged_gradients_and_what_a_gamma_of_one_hides_are_told()
    {
        var inputs = Draw("batchnorm", 231, (9, 4));
        inputs = inputs.With("gamma", NumpyArray.Of(Matrix<double>.Constant(1, 4, 1.0), [4]));
        var subject = Subjects.Of("batchnorm", inputs);
        var results = Gradients(subject.Case);
        (results["gamma"], results["beta"]) = (results["beta"], results["gamma"]);
        var findings = Diagnosis.Of(With(inputs, subject.Case, results), subject);
        Assert.StartsWith("right, as far as a gamma of 1 shows", findings[1].Sentence, StringComparison.Ordinal);
        Assert.Equal(["dbeta-for-dgamma", "dgamma-for-dbeta"], findings.Skip(2).SelectMany(finding => finding.Mistakes));
    }

    /// <summary>Without --layer, a pass with running statistics and no gradients may be one of test time.</summary>
    [Fact]
    public void A_pass_at_test_time_is_told_from_one_in_training()
    {
        var inputs = Draw("batchnorm-test", 231, (9, 4));
        inputs = new("drawn", inputs.All.Where(each => each.Name != "dout"));
        var (training, test) = (Subjects.Of("batchnorm", inputs).Case.Forward(), Subjects.Of("batchnorm-test", inputs).Case.Forward());
        Assert.Equal("batchnorm", Subjects.NameOf(inputs.With([("out", NumpyArray.Of(training, [9, 4]))])));
        Assert.Equal("batchnorm-test", Subjects.NameOf(inputs.With([("out", NumpyArray.Of(test, [9, 4]))])));
        Assert.Equal("batchnorm-test", Subjects.NameOf(inputs.With([("out", NumpyArray.Of(test * 2.0, [9, 4]))])));
    }

    /// <summary>Terms with coefficients, as a formula and in words.</summary>
    [Theory]
    [InlineData(1 / 12.0, 12.0, 12.0, 0, "dx = 1/N · gamma / std · (dy - N · mean(dy) - N · xHat · mean(dy · xHat))", "the term of dy is multiplied by 1/N")]
    [InlineData(1.0, 0.0, -1.0, 1, "dx = gamma · (dy + xHat · mean(dy · xHat))", "the division by the standard deviation is left out|the path through the mean is missing|the path through the variance has the wrong sign")]
    [InlineData(-1.0, 1.0, 0.5, 0, "dx = -1 · gamma / std · (dy - mean(dy) - 1/2 · xHat · mean(dy · xHat))", "the sign is wrong|the factor 2 of the square is forgotten")]
    public void A_fit_reads_as_a_formula(double ofAll, double ofMean, double ofVariance, int std, string formula, string words)
    {
        var inputs = Draw("batchnorm", 231, (12, 5));
        var subject = Subjects.Of("batchnorm", inputs);
        var (gamma, dy) = (subject.Case.Value("gamma"), subject.Case.Dy);
        var pass = BatchNorm.Forward(subject.Case.Value("x"), gamma, subject.Case.Value("beta"));
        var dx = gamma * ofAll * (dy - (ColumnStatistics.ColumnMean(dy) * ofMean) - (pass.XHat * ColumnStatistics.ColumnMean(dy * pass.XHat) * ofVariance));
        var fit = TermFit.Of(std == 1 ? dx : dx / pass.Std, dy, pass.XHat, gamma, pass.Std, 1e-8)!;
        Assert.Equal((formula, words), (fit.Text, string.Join('|', fit.Mistakes)));
    }

    /// <summary>Written as text, numbers of float32 are read as doubles.</summary>
    [Fact]
    public void Single_precision_is_told_by_the_numbers_too()
    {
        var inputs = Draw("batchnorm", 231, (9, 4));
        var subject = Subjects.Of("batchnorm", inputs);
        var single = With(inputs, subject.Case, Gradients(subject.Case), isSingle: true);
        var widened = new StudentArrays("drawn", single.All.Select(each => (each.Name, each.Array with { Size = 8 })));
        Assert.True(widened.IsSingle);
        Assert.All(Diagnosis.Of(widened, subject), finding => Assert.True(finding.IsRight, finding.ToString()));
        Assert.False(With(inputs, subject.Case, Gradients(subject.Case)).IsSingle);
    }

    private static string Diagnosed(string layer) => BatchNorms.Contains(layer) ? "batchnorm" : layer == "convolution-strided" ? "convolution" : layer;

    private static Dictionary<string, Matrix<double>> Gradients(GradientCase of)
    {
        of.Forward();
        return of.Backward(of.Dy.Clone()).ToDictionary(each => each.Key, each => each.Value.Clone(), StringComparer.Ordinal);
    }

    /// <summary>A layer's inputs, of so many samples and features, or channels of 2 × 3 pixels.</summary>
    private static StudentArrays Draw(string layer, uint seed, (int N, int D) size)
    {
        var random = new NumpyRandom(seed);
        var (n, d) = size;
        bool isImage = layer is "spatial-batchnorm" or "groupnorm";
        if (layer == "groupnorm") d = 2 * d;
        int[] x = isImage ? [n, d, 2, 3] : layer == "convolution" ? [n, d, 5, 7] : layer == "max-pool" ? [n, d, 4, 6] : [n, d];
        var arrays = new List<(string, NumpyArray)> { ("x", Array(x, layer.Contains("norm", StringComparison.Ordinal) || layer.StartsWith("affine", StringComparison.Ordinal) ? 5.0 : 1.0)) };
        if (layer is "softmax-loss" or "svm-loss") arrays.Add(("labels", new([n], 'i', 8, [.. Enumerable.Range(0, n).Select(i => (double)(i % d))])));
        if (layer == "squared-loss") arrays.Add(("targets", Array(x, 1.0)));
        if (layer.EndsWith("-loss", StringComparison.Ordinal)) return new("drawn", arrays);
        if (layer == "dropout") arrays.Add(("mask", new(x, 'f', 8, [.. Enumerable.Range(0, n * d).Select(_ => random.NextDouble() < 0.4 ? 2.5 : 0.0)])));
        if (layer == "convolution")
        {
            int stride = seed % 2 == 0 ? 2 : 1;
            arrays.AddRange([("w", Array([2, d, 3, 3], 1.0)), ("b", Array([2], 1.0)), ("stride", NumpyArray.Of(stride)), ("pad", NumpyArray.Of(1))]);
            arrays.Add(("dout", Array(stride == 2 ? [n, 2, 3, 4] : [n, 2, 5, 7], 1.0)));
            return new("drawn", arrays);
        }

        if (layer == "max-pool")
        {
            arrays.Add(("dout", Array([n, d, 2, 3], 1.0)));
            return new("drawn", arrays);
        }

        int features = layer.StartsWith("affine", StringComparison.Ordinal) ? 5 : d;
        if (layer.StartsWith("affine", StringComparison.Ordinal)) arrays.AddRange([("w", Array([d, 5], 1.0)), ("b", Array([5], 1.0))]);
        if (layer.Contains("norm", StringComparison.Ordinal)) arrays.AddRange([("gamma", Array([features], 1.0)), ("beta", Array([features], 1.0))]);
        if (layer == "batchnorm-test") arrays.AddRange([("running_mean", Array([features], 1.0)), ("running_var", new([features], 'f', 8, [.. Enumerable.Range(1, features).Select(i => (double)i)]))]);
        if (layer == "groupnorm") arrays.Add(("gn_groups", new([], 'i', 8, [d / 2.0])));
        arrays.Add(("dout", Array(isImage ? x : [n, features], 1.0)));
        return new("drawn", arrays);

        NumpyArray Array(int[] shape, double scale) => new(shape, 'f', 8, [.. Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(_ => scale * random.NextNormal())]);
    }

    /// <summary>The inputs, the right output (or another), and gradients by their inputs' names.</summary>
    private static StudentArrays With(StudentArrays inputs, GradientCase of, IReadOnlyDictionary<string, Matrix<double>> gradients, Matrix<double>? output = null, bool isSingle = false)
    {
        int size = isSingle ? 4 : 8;
        var y = output ?? of.Forward().Clone();
        bool isLoss = of.Layer.EndsWith("-loss", StringComparison.Ordinal);
        return new(
            "drawn",
            [
                .. inputs.All,
                (isLoss ? "loss" : "out", new(isLoss ? [] : y.Count == of.Dy.Count ? inputs.ShapeOf("dout") : [y.Rows, y.Columns], 'f', size, Rounded(y))),
                .. gradients.Select(each => (
                    Subject.GradientOf(each.Key),
                    new NumpyArray(each.Value.Count == of.Value(each.Key).Count && each.Value.Rows == of.Value(each.Key).Rows ? inputs.ShapeOf(each.Key.ToLowerInvariant()) : Shape(each.Value), 'f', size, Rounded(each.Value)))),
            ]);

        double[] Rounded(Matrix<double> values) => isSingle ? [.. values.ToArray().Select(value => (double)(float)value)] : values.ToArray();
        static int[] Shape(Matrix<double> values) => values.Rows == 1 ? [values.Columns] : values.Columns == 1 ? [values.Rows] : [values.Rows, values.Columns];
    }
}
