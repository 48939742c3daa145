using System.CommandLine;
using BnLab.Data;
using BnLab.Experiments;

namespace BnLab.Cli;

/// <summary>The options that all commands have that train nets on images.</summary>
internal sealed class TrainingOptions
{
    private readonly Option<int> _numTrain, _epochs, _batchSize, _workers, _printEvery;
    private readonly Option<double> _weightScale, _learningRate, _lrDecay, _reg;
    private readonly Option<Split?> _split = ValueOption.Split(
        "--split", "Images that train and that validate. [default: 49000,1000; on a smaller set the last tenth validates]");

    private readonly Option<Widths> _hidden;
    private readonly Option<string> _updateRule, _dtype;
    private readonly TrainingSettings _defaults;
    private readonly string[] _leftOut;

    /// <summary>Options whose defaults are those of an experiment.</summary>
    public TrainingOptions(TrainingSettings defaults, params string[] leftOut)
    {
        (_defaults, _leftOut) = (defaults, leftOut);
        var solver = defaults.Solver;
        _numTrain = ValueOption.Integer("--num-train", defaults.NumTrain, "Training images that are trained on.");
        _hidden = ValueOption.Widths("--hidden", defaults.Hidden, "Width of each hidden layer.");
        _weightScale = ValueOption.Number("--weight-scale", defaults.WeightScale, "Standard deviation of the initial weights.");
        _epochs = ValueOption.Integer("--epochs", solver.Epochs, "Passes over the training images.");
        _batchSize = ValueOption.Integer("--batch-size", solver.BatchSize, "Images in a mini-batch.");
        _learningRate = ValueOption.Number("--learning-rate", solver.LearningRate, "Step length at the start.", "--lr");
        _lrDecay = ValueOption.Number("--lr-decay", solver.LrDecay, "Factor on the learning rate at each epoch's end.");
        _updateRule = ValueOption.Choice("--update-rule", solver.UpdateRule, TrainingSettings.UpdateRules, $"How weights follow gradients: {string.Join(", ", TrainingSettings.UpdateRules)}.");
        _reg = ValueOption.Number("--reg", defaults.Regularization, "Strength of the L2 penalty on the weights.");
        _dtype = ValueOption.Choice("--dtype", defaults.DType == DType.Float64 ? "float64" : "float32", ["float32", "float64"], "Type of all numbers: float32 or float64, which meets NumPy's digits.");
        _workers = ValueOption.Integer("--workers", defaults.Workers, "Trainings at the same time; changes the speed and no digit.");
        _printEvery = ValueOption.Integer("--print-every", solver.PrintEvery, "Iterations from one printed loss to the next.");
        foreach (var option in All.Where(o => o.HelpName is null)) option.HelpName = "N";
        _split.HelpName = "TRAIN,VAL";
        _hidden.HelpName = "N,N,…";
        _updateRule.HelpName = "RULE";
        _dtype.HelpName = "TYPE";
    }

    /// <summary>Which data set.</summary>
    public static Option<string> Data { get; } = MakeData();

    private IEnumerable<Option> All =>
    [
        Data, _numTrain, _split, _hidden, _weightScale, _epochs, _batchSize, _learningRate, _lrDecay, _updateRule, _reg,
        _dtype, _workers, _printEvery,
    ];

    /// <summary>Gives a command these options.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in All.Where(IsThere)) command.Options.Add(option);
    }

    /// <summary>The settings that a command line asks for. They are not validated.</summary>
    public TrainingSettings Read(ParseResult parse)
    {
        var solver = _defaults.Solver;
        return _defaults with
        {
            Seed = parse.GetValue(GlobalOptions.Seed),
            NumTrain = Value(parse, _numTrain, _defaults.NumTrain),
            Split = Value(parse, _split, _defaults.Split),
            Hidden = IsThere(_hidden) ? parse.GetRequiredValue(_hidden).Values : _defaults.Hidden,
            WeightScale = Value(parse, _weightScale, _defaults.WeightScale),
            Regularization = Value(parse, _reg, _defaults.Regularization),
            DType = !IsThere(_dtype) ? _defaults.DType : parse.GetValue(_dtype) == "float64" ? DType.Float64 : DType.Float32,
            Workers = Value(parse, _workers, _defaults.Workers),
            Solver = solver with
            {
                UpdateRule = Value(parse, _updateRule, solver.UpdateRule)!,
                LearningRate = Value(parse, _learningRate, solver.LearningRate),
                LrDecay = Value(parse, _lrDecay, solver.LrDecay),
                Epochs = Value(parse, _epochs, solver.Epochs),
                BatchSize = Value(parse, _batchSize, solver.BatchSize),
                PrintEvery = Value(parse, _printEvery, solver.PrintEvery),
            },
        };
    }

    private bool IsThere(Option option) => !_leftOut.Contains(option.Name, StringComparer.Ordinal);

    private TValue? Value<TValue>(ParseResult parse, Option<TValue> option, TValue byDefault) =>
        IsThere(option) ? parse.GetValue(option) : byDefault;

    private static Option<string> MakeData()
    {
        var data = ValueOption.Text(
            "--data", DataSets.Auto, "auto (real images where they are found, else synthetic ones), synthetic, cifar10, mnist, or the path of a set's files.");
        data.HelpName = "SET|PATH";
        return ValueOption.Suggesting(DataSets.Names, data);
    }
}
