namespace BnLab.Data;

/// <summary>
/// Samples that a net can be trained or tested on: with labels, or with values to predict. Images may stay bytes, a quarter of
/// the memory of single precision, and become numbers whenever they are gathered.
/// </summary>
public sealed class Samples<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Lazy<Matrix<T>> _x;

    /// <summary>Samples of a classification.</summary>
    /// <param name="x">(N, D): one sample a row.</param>
    /// <param name="labels">N class labels.</param>
    public Samples(Matrix<T> x, int[] labels)
    {
        Labels = labels;
        _x = new(x);
    }

    /// <summary>Samples of a regression.</summary>
    /// <param name="x">(N, D): one sample a row.</param>
    /// <param name="targets">(N, M): what is to be predicted.</param>
    public Samples(Matrix<T> x, Matrix<T> targets)
        : this(x, new int[x.Rows]) => Targets = targets;

    /// <summary>Images that stay bytes.</summary>
    internal Samples(CentredImages images, int[] labels)
    {
        Labels = labels;
        Images = images;
        _x = new(images.ToMatrix<T>);
    }

    /// <summary>(N, D): one sample a row; of images that stay bytes a copy, made when it is first asked for.</summary>
    public Matrix<T> X => _x.Value;

    /// <summary>The images, where they stay bytes.</summary>
    internal CentredImages? Images { get; }

    /// <summary>D, the values of one sample.</summary>
    public int Features => Images?.Length ?? X.Columns;

    /// <summary>N class labels; in a regression N zeros, which nothing reads.</summary>
    public int[] Labels { get; }

    /// <summary>(N, M): what a regression is to predict; empty where samples have labels.</summary>
    public Matrix<T> Targets { get; }

    /// <summary>Whether these are samples of a regression.</summary>
    public bool HasTargets => Targets.Columns > 0;

    /// <summary>Number of samples.</summary>
    public int Count => Labels.Length;

    /// <summary>Copies chosen samples.</summary>
    /// <param name="indices">Which samples; one may come twice.</param>
    /// <param name="to">At least as many samples as indices, overwritten; of the same columns and kind.</param>
    public void Gather(ReadOnlySpan<int> indices, Samples<T> to)
    {
        for (int i = 0; i < indices.Length; i++)
        {
            if (Images is null) X.Row(indices[i]).CopyTo(to.X.Row(i));
            else Images.Row(indices[i], to.X.Row(i));
            to.Labels[i] = Labels[indices[i]];
            if (HasTargets) Targets.Row(indices[i]).CopyTo(to.Targets.Row(i));
        }
    }

    /// <summary>Memory for some samples like these.</summary>
    /// <param name="count">How many.</param>
    public Samples<T> Room(int count) => HasTargets
        ? new(new Matrix<T>(count, Features), new Matrix<T>(count, Targets.Columns)) // (count, D), (count, M)
        : new(new Matrix<T>(count, Features), new int[count]);                       // (count, D)
}
