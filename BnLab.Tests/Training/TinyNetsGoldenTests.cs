namespace BnLab.Tests.Training;

/// <summary>Small nets under all update rules and normalizations, trained by NumPy and here from the same seed.</summary>
public sealed class TinyNetsGoldenTests
{
    private static readonly JsonElement[] Cases = [.. GoldenFile.Read("tiny-nets.json").EnumerateArray()];

    public static TheoryData<int, string> All
    {
        get
        {
            var data = new TheoryData<int, string>();
            for (int i = 0; i < Cases.Length; i++)
            {
                data.Add(i, $"{Cases[i].GetProperty("norm")} {Cases[i].GetProperty("rule")} {Cases[i].GetProperty("reg")}");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Meets_NumPy(int index, string name)
    {
        var golden = Cases[index];
        var (net, history) = Train(golden);
        Close.Equal(golden.GetProperty("loss_history").Doubles(), history.Losses, 1e-9);
        Assert.Equal(golden.GetProperty("train_acc_history").Doubles(), history.Epochs.Select(e => e.Train));
        Assert.Equal(golden.GetProperty("val_acc_history").Doubles(), history.Epochs.Select(e => e.Validation));
        Assert.Equal(golden.GetProperty("best_val_acc").GetDouble(), history.BestValAccuracy);
        foreach (var sum in golden.GetProperty("best_param_sums").EnumerateObject())
        {
            double actual = net.Parameters[sum.Name].Value.ToArray().Sum();
            Assert.True(Math.Abs(sum.Value.GetDouble() - actual) < 1e-9, $"{name}: sum of {sum.Name} is {actual}, not {sum.Value}");
        }
    }

    private static (Network<double> Net, History History) Train(JsonElement golden)
    {
        var random = new NumpyRandom(golden.GetProperty("seed").GetUInt32());
        var train = Samples(random, 120);
        var validation = Samples(random, 40);
        var normalization = golden.GetProperty("norm").GetString() switch
        {
            "batchnorm" => Normalization.Batch,
            "layernorm" => Normalization.Layer,
            _ => Normalization.None,
        };
        var net = new FullyConnectedNet<double>(
            24, golden.GetProperty("hidden").Integers(), 5, normalization, golden.GetProperty("reg").GetDouble());
        net.Initialize(random, golden.GetProperty("weight_scale").GetDouble());
        var options = new SolverOptions
        {
            UpdateRule = golden.GetProperty("rule").GetString()!.Replace('_', '-'),
            LearningRate = golden.GetProperty("learning_rate").GetDouble(),
            LrDecay = golden.GetProperty("lr_decay").GetDouble(),
            Epochs = golden.GetProperty("epochs").GetInt32(),
            BatchSize = golden.GetProperty("batch").GetInt32(),
        };
        return (net, new Solver<double>(net, train, validation, options, random).Train("tiny", 231));
    }

    private static Samples<double> Samples(NumpyRandom random, int count) => new(
        Draw.Normal(random, count, 24), [.. Enumerable.Range(0, count).Select(_ => random.NextInteger(5))]);
}
