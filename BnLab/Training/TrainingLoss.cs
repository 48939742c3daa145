namespace BnLab.Training;

/// <summary>What a training minimizes on samples, and the measure by which it chooses the best parameters.</summary>
internal abstract class TrainingLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The measure before the first evaluation: no net's is worse.</summary>
    public abstract double Worst { get; }

    /// <summary>The loss for samples: with labels, softmax and accuracy; with targets, squared error as loss and as measure.</summary>
    public static TrainingLoss<T> For(Samples<T> samples) => samples.HasTargets ? new Regression() : new Classification();

    /// <summary>One training pass: the loss of a mini-batch, and the gradients of all parameters.</summary>
    public abstract double Of(Network<T> net, Samples<T> batch);

    /// <summary>The sum of the measure over some samples of a batch.</summary>
    /// <param name="scores">(n, C): the net's output for n samples.</param>
    /// <param name="first">The first of them in the batch.</param>
    public abstract double Measure(Matrix<T> scores, Samples<T> batch, int first = 0);

    /// <summary>Whether one measure is strictly better than another.</summary>
    public abstract bool IsBetter(double measure, double than);

    private sealed class Classification : TrainingLoss<T>
    {
        public override double Worst => 0.0;

        public override double Of(Network<T> net, Samples<T> batch) => net.Loss(batch.X, batch.Labels);

        public override double Measure(Matrix<T> scores, Samples<T> batch, int first = 0)
        {
            int right = 0;
            for (int n = 0; n < scores.Rows; n++)
            {
                if (RowStatistics.ArgMax<T>(scores.Row(n)) == batch.Labels[first + n]) right++;
            }

            return right;
        }

        public override bool IsBetter(double measure, double than) => measure > than;
    }

    private sealed class Regression : TrainingLoss<T>
    {
        private Matrix<T> _gradient; // (n, M): SquaredLoss computes it beside the loss; not used

        public override double Worst => double.PositiveInfinity;

        public override double Of(Network<T> net, Samples<T> batch) => net.Loss(batch.X, batch.Targets);

        public override double Measure(Matrix<T> scores, Samples<T> batch, int first = 0)
        {
            if (_gradient.Rows != scores.Rows) _gradient = new(scores.Rows, scores.Columns);
            return scores.Rows * SquaredLoss.Compute(scores, batch.Targets.RowRange(first, scores.Rows), _gradient);
        }

        public override bool IsBetter(double measure, double than) => measure < than;
    }
}
