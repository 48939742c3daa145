namespace BnLab.Experiments.Recipes;

/// <summary>Statements of the notes on how a net is trained, learning-rate decay, single samples, mini-batches that differ, and on its activations.</summary>
internal sealed class RecipesStudy : Study<RecipeVariant, RecipeRun>
{
    private static readonly double[] Decays = [1.0, 0.9, 0.7, 0.5];

    private static readonly RecipeVariant[] Nets =
    [
        .. from net in new[] { NetVariant.BatchNorm, NetVariant.Baseline }
           from decay in Decays
           select new RecipeVariant(net, decay == 1.0 ? "course" : string.Create(CultureInfo.InvariantCulture, $"decay {decay}"), net.Label, net.Style) { Decay = decay },
        new(NetVariant.BatchNorm, "sorted", "Batch normalization, sorted by class", 3) { IsSorted = true },
        new(NetVariant.Baseline, "sorted", "Baseline, sorted by class", 4) { IsSorted = true },
        new(NetVariant.Baseline, "single", "Baseline, single samples", 5) { IsSingle = true },
    ];

    private RecipesStudy(Values options)
        : base("recipes", options, Nets, RunJson.Default.RecipeRun, run => run.History)
    {
        int size = Settings.Solver.BatchSize;
        TrainingSettings.Require(size > 1, StudyOptions.BatchSize, size, "2 or more: a single image has no variance");
        TrainingSettings.Require(size <= Settings.NumTrain, StudyOptions.BatchSize, size, $"at most {Settings.NumTrain}, the images that are trained on");
    }

    public static StudyExperiment Experiment { get; } = new(
        "recipes", "Vary learning-rate decay, train on single samples and on mini-batches sorted by class, and look at the activations of each layer.", "recipes --seeds 2 --epochs 5",
        StudyOptions.All([StudyOptions.SeedsOf(10, least: 2)], without: [StudyOptions.LrDecay, StudyOptions.PrintEvery]), options => new RecipesStudy(options));

    protected override RecipeRun Train<T>(RecipeVariant variant, TrainingContext<T> context)
    {
        var net = new FullyConnectedNet<T>(DesignOf(variant));
        net.Initialize(context.Random, Settings.WeightScale);
        bool isLookedAt = variant.Recipe == Nets[0].Recipe;
        var start = Outputs();
        var history = (variant.IsSorted ? context with { Samples = new(() => (SortedByClass(context.Train), context.Validation)) } : context).Fit(
            net,
            Settings.Solver with
            {
                LrDecay = variant.Decay,
                LearningRate = Settings.Solver.LearningRate * (variant.IsSingle ? ShareOfRate(Settings.Solver) : 1.0),
                BatchSize = variant.IsSingle ? 1 : Settings.Solver.BatchSize,
                Sampling = variant.IsSorted ? Sampling.Blocks : Settings.Solver.Sampling,
                KeepBest = false,
            },
            variant.Net.Name);
        return new(history, start, Outputs());

        IReadOnlyList<LayerOutputs> Outputs() => isLookedAt ? HiddenLayers.Of(net, context.Validation.X, LayerOutputs.Of) : [];
    }

    protected override ExperimentResult Report(StudyRuns<RecipeVariant, RecipeRun> runs)
    {
        var (batchNorm, plain) = (Of(NetVariant.BatchNorm, "course"), Of(NetVariant.Baseline, "course"));
        (RecipeVariant Net, double Weight)[] decays = [(Of(NetVariant.BatchNorm, "decay 0.5"), 1), (batchNorm, -1), (Of(NetVariant.Baseline, "decay 0.5"), -1), (plain, 1)];
        var looked = runs.Where(net => net == batchNorm || net == plain);
        int last = looked.All[0].Start.Count - 1;
        double[] layers = [.. Enumerable.Range(1, last + 1).Select(layer => (double)layer)];
        const string Correlation = "mean absolute correlation";
        return new(
            Name, runs.Histories,
            [
                runs.Summary(["heldout_accuracy", "half_width", "train_accuracy", "train_half_width"], net =>
                    [runs.Mean(net, runs.HeldOutAccuracy).Mean, runs.Mean(net, runs.HeldOutAccuracy).HalfWidth, runs.Mean(net, runs.TrainAccuracy).Mean, runs.Mean(net, runs.TrainAccuracy).HalfWidth]),
                runs.Accuracies(),
                looked.Rows("activations", ["when", "layer", "within_one_std", "within_two_std", "correlation"], (_, run) =>
                    from moment in new[] { ("start", run.Start), ("end", run.End) }
                    from layer in moment.Item2.Index()
                    select new object[] { moment.Item1, layer.Index + 1, layer.Item.WithinOne, layer.Item.WithinTwo, layer.Item.Correlation }),
            ],
            [(Name, new Figure("Learning-rate decay, mini-batches, and what layers compute",
            [
                [
                    new("Learning-rate decay, after the last epoch", new Axis("Factor on the learning rate at each epoch's end"), new Axis("Accuracy"),
                        [.. Lines("held-out images", 0, runs.HeldOutAccuracy), .. Lines("training images", 2, runs.TrainAccuracy)]),
                    runs.Where(net => net.Decay == 1.0).EpochPanel("How mini-batches are made", "Validation accuracy", (run, i) => run.History.Epochs[i].Validation),
                ],
                [
                    new("Normalized pre-activations, before training", Layer(), new Axis("Share"),
                    [
                        new RuleSeries("68.3 % and 95.4 %, normal distribution", 6, WithinOne), new RuleSeries("", 6, WithinTwo),
                        .. Curve("Within 1 standard deviation", 0, batchNorm, (run, i) => run.Start[i].WithinOne),
                        .. Curve("Within 2 standard deviations", 2, batchNorm, (run, i) => run.Start[i].WithinTwo),
                    ]),
                    new("Correlation between the units of a layer", Layer(), new Axis("Mean absolute correlation", Min: 0),
                    [
                        .. Curve("BN, before", 0, batchNorm, (run, i) => run.Start[i].Correlation),
                        .. Curve("Baseline, before", 1, plain, (run, i) => run.Start[i].Correlation),
                        .. Curve("BN, after training", 2, batchNorm, (run, i) => run.End[i].Correlation),
                        .. Curve("Baseline, after", 3, plain, (run, i) => run.End[i].Correlation),
                    ]),
                ],
            ]))])
        {
            Claims = Hypothesis.Judge(
                Decay(TrainingMeasure.HeldOut, runs.AccuracyContrast(decays), runs.HeldOutAccuracy),
                Decay("training accuracy", runs.Contrast(runs.TrainAccuracy, decays), runs.TrainAccuracy),
                runs.MoreAccurate("Without batch normalization, a net is more accurate after mini-batches than after single samples in as many epochs", plain, Of(NetVariant.Baseline, "single")),
                runs.MoreAccurate("Without batch normalization, a net is more accurate after shuffled mini-batches than after those sorted by class", plain, Of(NetVariant.Baseline, "sorted")),
                runs.MoreAccurate("With batch normalization, a net is more accurate after shuffled mini-batches than after those sorted by class", batchNorm, Of(NetVariant.BatchNorm, "sorted")),

                // The limits are those of the notes' whole per cents: 67.5 rounds to 68, and so on.
                Hypothesis.Between(
                    "Before training 68 % of the normalized pre-activations are within one standard deviation", runs.Mean(batchNorm, run => run.Start.Average(layer => layer.WithinOne)),
                    "share of the values, mean over the layers", 0.675, 0.685),
                Hypothesis.Between(
                    "Before training 95 % of the normalized pre-activations are within two standard deviations", runs.Mean(batchNorm, run => run.Start.Average(layer => layer.WithinTwo)),
                    "share of the values, mean over the layers", 0.945, 0.955),
                Hypothesis.Above(
                    "Before training, without batch normalization, activations are more correlated in the last hidden layer than in the first",
                    runs.Mean(plain, run => run.Start[last].Correlation - run.Start[0].Correlation), Correlation),
                Hypothesis.Above(
                    "After training, without batch normalization, activations are more correlated in the last hidden layer than in the first",
                    runs.Mean(plain, run => run.End[last].Correlation - run.End[0].Correlation), Correlation),
                Hypothesis.Below(
                    "After training, activations of the last hidden layer are less correlated with batch normalization than without",
                    runs.Difference(batchNorm, plain, run => run.End[last].Correlation), Correlation)),
        };

        Hypothesis Decay(string unit, ConfidenceInterval effect, Func<RecipeRun, double> measure)
        {
            double[] means = [.. decays.Select(each => runs.Mean(each.Net, measure).Mean)];
            return Hypothesis.Above($"A fast decay of the learning rate costs less {unit} with batch normalization than without", effect, unit) with
            {
                Measured = string.Create(CultureInfo.InvariantCulture, $"{means[0] - means[1]:+0.000;-0.000} against {means[2] - means[3]:+0.000;-0.000}"),
            };
        }

        IEnumerable<Series> Lines(string images, int style, Func<RecipeRun, double> measure) =>
            from nets in Nets.Where(net => !net.IsSorted && !net.IsSingle).GroupBy(net => net.Net)
            from series in SpreadSeries.Of($"{nets.Key.Label}, {images}", nets.Key.Style + style, Decays, [.. nets.Select(net => runs.Mean(net, measure))])
            select series;

        IEnumerable<Series> Curve(string name, int style, RecipeVariant net, Func<RecipeRun, int, double> measure) =>
            SpreadSeries.Of(name, style, layers, [.. layers.Select((_, i) => runs.Mean(net, run => measure(run, i)))]);
    }

    private const double WithinOne = 0.6827, WithinTwo = 0.9545; // of a normal distribution

    /// <summary>Of the learning rate, for single samples: steps along noisy gradients then go as far in an epoch as those of mini-batches.</summary>
    /// <remarks>For rules that divide by the size of the gradient: Malladi, Lyu, Panigrahi and Arora, "On the SDEs and Scaling Rules for Adaptive Gradient Algorithms", 2022.</remarks>
    private static double ShareOfRate(SolverOptions solver) =>
        solver.UpdateRule is "adam" or "rmsprop" ? 1 / Math.Sqrt(solver.BatchSize) : 1.0 / solver.BatchSize;

    private static Axis Layer() => new("Hidden layer") { IsWhole = true };

    private static RecipeVariant Of(NetVariant net, string recipe) => Nets.Single(variant => variant.Net == net && variant.Recipe == recipe);

    private static Samples<T> SortedByClass<T>(Samples<T> samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sorted = samples.Room(samples.Count);
        samples.Gather([.. Enumerable.Range(0, samples.Count).OrderBy(i => samples.Labels[i])], sorted);
        return sorted;
    }
}

internal sealed record RecipeVariant(NetVariant Net, string Recipe, string Label, int Style) : NetVariant($"{Net.Name}, {Recipe}", Label, Style, Net.Normalization)
{
    public double Decay { get; init; } = 1.0;

    /// <summary>Each mini-batch has images of one class, or of two neighbouring ones.</summary>
    public bool IsSorted { get; init; }

    public bool IsSingle { get; init; }

    public override IReadOnlyList<(string Column, object Cell)> Key => [("net", Net.Name), ("recipe", Recipe)];
}

/// <param name="Start">Of each hidden layer before training; recorded of the course's recipe only, else empty.</param>
internal sealed record RecipeRun(History History, IReadOnlyList<LayerOutputs> Start, IReadOnlyList<LayerOutputs> End);
