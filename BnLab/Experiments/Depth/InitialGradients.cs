namespace BnLab.Experiments.Depth;

/// <summary>The squared gradients that reach the hidden layers of a wide ReLU net before any training.</summary>
internal static class InitialGradients
{
    public const int Layers = 12;
    private const int BatchSize = 256;

    /// <summary>Of a batch of normal samples, from a normal gradient of the last hidden layer's outputs.</summary>
    /// <returns>The squared norm of the gradient of each hidden layer's outputs, from the first layer on.</returns>
    public static double[] Of<T>(bool isNormalized, Initialization initialization, int width, NumpyRandom random, CancellationToken stop)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var x = Normal(); // (N, D)
        var weights = new Matrix<T>[Layers];
        var units = new ILayer<T>[Layers];
        for (int i = 0; i < Layers; i++)
        {
            stop.ThrowIfCancellationRequested();
            weights[i] = new(width, width); // (D, D)
            initialization.Fill(weights[i], random);
            units[i] = isNormalized
                ? new BatchNormLayer<T>(Parameter<T>.From(Matrix<T>.Constant(1, width, 1.0)), Parameter<T>.From(new(1, width)), relu: true)
                : new Relu<T>(width);
            var h = new Matrix<T>(BatchSize, width); // (N, D)
            MatrixProduct.Multiply(x, weights[i], h);
            x = units[i].Forward(h, Mode.Train);
        }

        var squares = new double[Layers];
        var dy = Normal();                       // (N, D)
        var dx = new Matrix<T>(BatchSize, width); // (N, D)
        var work = new Matrix<T>(width, width);   // (D, D)
        for (int i = Layers - 1; i >= 0; i--)
        {
            stop.ThrowIfCancellationRequested();
            squares[i] = dy.SumOfSquares();
            MatrixProduct.MultiplyTransposedB(units[i].Backward(dy), weights[i], dx, work);
            dy = dx;
        }

        return squares;

        Matrix<T> Normal()
        {
            var matrix = new Matrix<T>(BatchSize, width);
            random.FillNormal(matrix);
            return matrix;
        }
    }
}
