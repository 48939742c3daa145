using BnLab.Numerics;

namespace BnLab.Data;

/// <summary>Samples that a net can be trained or tested on: with labels, or with values to predict.</summary>
/// <param name="X">(N, D): one sample a row.</param>
/// <param name="Labels">N class labels; in a regression N zeros, which nothing reads.</param>
public sealed record Samples<T>(Matrix<T> X, int[] Labels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Samples of a regression.</summary>
    /// <param name="x">(N, D): one sample a row.</param>
    /// <param name="targets">(N, M): what is to be predicted.</param>
    public Samples(Matrix<T> x, Matrix<T> targets)
        : this(x, new int[x.Rows]) => Targets = targets;

    /// <summary>(N, M): what a regression is to predict; empty where samples have labels.</summary>
    public Matrix<T> Targets { get; }

    /// <summary>Whether these are samples of a regression.</summary>
    public bool HasTargets => Targets.Columns > 0;

    /// <summary>Samples in one of the blocks of <see cref="Columns"/>: four of the widest vectors of float.</summary>
    private const int BlockLength = 64;

    private readonly Lazy<IReadOnlyList<Matrix<T>>> _columns = new(() => InColumns(X));

    /// <summary>What <c>with</c> starts from: other samples have other columns.</summary>
    private Samples(Samples<T> other)
    {
        (X, Labels, Targets) = (other.X, other.Labels, other.Targets);
        _columns = new(() => InColumns(X));
    }

    /// <summary>
    /// The samples once more, one a column, in blocks of (D, 64), the last one narrower: the layout that a net is tested on
    /// fastest. Made when it is first asked for, once for all nets that share the samples.
    /// </summary>
    public IReadOnlyList<Matrix<T>> Columns => _columns.Value;

    /// <summary>Number of samples.</summary>
    public int Count => Labels.Length;

    /// <summary>Copies chosen samples.</summary>
    /// <param name="indices">Which samples; one may come twice.</param>
    /// <param name="to">As many samples as indices, overwritten; of the same columns and kind.</param>
    public void Gather(ReadOnlySpan<int> indices, Samples<T> to)
    {
        for (int i = 0; i < indices.Length; i++)
        {
            X.Row(indices[i]).CopyTo(to.X.Row(i));
            to.Labels[i] = Labels[indices[i]];
            if (HasTargets) Targets.Row(indices[i]).CopyTo(to.Targets.Row(i));
        }
    }

    /// <summary>Memory for some samples like these.</summary>
    /// <param name="count">How many.</param>
    public Samples<T> Room(int count) => HasTargets
        ? new(new Matrix<T>(count, X.Columns), new Matrix<T>(count, Targets.Columns)) // (count, D), (count, M)
        : new(new Matrix<T>(count, X.Columns), new int[count]);                       // (count, D)

    private static List<Matrix<T>> InColumns(Matrix<T> x)
    {
        var blocks = new List<Matrix<T>>();
        for (int first = 0; first < x.Rows; first += BlockLength)
        {
            blocks.Add(Transposition.Transposed(x.RowRange(first, int.Min(BlockLength, x.Rows - first)))); // (D, n)
        }

        return blocks;
    }
}
