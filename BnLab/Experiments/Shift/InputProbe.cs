using BnLab.Layers;
using BnLab.Nets;

namespace BnLab.Experiments.Shift;

/// <summary>
/// Looks into a net while it is trained. A second net takes over its parameters and passes samples through in training
/// mode, normalized by their own statistics as mini-batches are: what a forward pass changes, the running statistics,
/// changes in that net alone.
/// </summary>
internal sealed class InputProbe<T>(NetDesign design, Matrix<T> x)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly FullyConnectedNet<T> _net = new(design);
    private readonly List<(string Place, int Layer, List<InputMoment> Moments)> _places = [];

    /// <summary>Measures the inputs of every normalization and activation.</summary>
    public void Look(Network<T> trained, int iteration)
    {
        trained.Parameters.Values.CopyTo(_net.Parameters.Values);
        int found = 0, layer = 1;
        _net.Walk(x, Mode.Train, (i, y) =>
        {
            if (i + 1 == _net.Layers.Count) return;
            string place = _net.Layers[i + 1] switch
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
