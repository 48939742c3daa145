using BnLab.Layers;
using BnLab.Nets;

namespace BnLab.Experiments.Shift;

/// <summary>
/// Measures the inputs inside a net while it is trained, for the same samples each time, normalized by their own statistics as
/// mini-batches are; the net stays as it is.
/// </summary>
internal sealed class InputProbe<T>(Network<T> net, Matrix<T> x)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<(string Place, int Layer, List<InputMoment> Moments)> _places = [];

    /// <summary>Measures the inputs of every normalization and activation.</summary>
    public void Look(int iteration)
    {
        int found = 0, layer = 1;
        net.Walk(x, Mode.TestWithBatchStatistics, (i, y) =>
        {
            if (i + 1 == net.Layers.Count) return;
            string place = net.Layers[i + 1] switch
            {
                BatchNormLayer<T> => InputTrace.Normalization,
                Sigmoid<T> => InputTrace.Activation,
                _ => "",
            };
            if (place.Length == 0) return;
            if (found == _places.Count) _places.Add((place, layer, []));
            _places[found++].Moments.Add(InputMoment.Of(iteration, y));
            if (place == InputTrace.Activation) layer++;
        });
    }

    /// <summary>What was measured, place by place.</summary>
    public IEnumerable<InputTrace> Traces() => _places.Select(place => InputTrace.Of(place.Place, place.Layer, place.Moments));
}
