using BnLab.Numerics;

namespace BnLab.Data;

/// <summary>Samples that a net can be trained or tested on.</summary>
/// <param name="X">(N, D): one sample a row.</param>
/// <param name="Labels">N class labels.</param>
public sealed record Samples<T>(Matrix<T> X, int[] Labels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Samples in one of the blocks of <see cref="Columns"/>: four of the widest vectors of float.</summary>
    private const int BlockLength = 64;

    private readonly Lazy<IReadOnlyList<Matrix<T>>> _columns = new(() => InColumns(X));

    /// <summary>What <c>with</c> starts from: other samples have other columns.</summary>
    private Samples(Samples<T> other)
    {
        (X, Labels) = (other.X, other.Labels);
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
    /// <param name="x">(indices, D), overwritten.</param>
    /// <param name="labels">As many as indices, overwritten.</param>
    public void Gather(ReadOnlySpan<int> indices, Matrix<T> x, Span<int> labels)
    {
        for (int i = 0; i < indices.Length; i++)
        {
            X.Row(indices[i]).CopyTo(x.Row(i));
            labels[i] = Labels[indices[i]];
        }
    }

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
