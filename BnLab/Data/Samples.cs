using BnLab.Numerics;

namespace BnLab.Data;

/// <summary>
/// Samples that a net can be trained or tested on: with labels, or with values to predict. They can be had in two layouts,
/// one sample a row and one a column; what they are made from is there, the other is made when it is first asked for, once for
/// all nets that share the samples.
/// </summary>
public sealed class Samples<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Samples in one of the blocks of <see cref="Columns"/>: four of the widest vectors of float.</summary>
    internal const int BlockLength = 64;

    private readonly Lazy<Matrix<T>> _rows;
    private readonly Lazy<IReadOnlyList<Matrix<T>>> _columns;

    /// <summary>Samples in rows.</summary>
    /// <param name="x">(N, D): one sample a row.</param>
    /// <param name="labels">N class labels.</param>
    public Samples(Matrix<T> x, int[] labels)
    {
        Labels = labels;
        _rows = new(x);
        _columns = new(() => InColumns(x));
    }

    /// <summary>Samples of a regression.</summary>
    /// <param name="x">(N, D): one sample a row.</param>
    /// <param name="targets">(N, M): what is to be predicted.</param>
    public Samples(Matrix<T> x, Matrix<T> targets)
        : this(x, new int[x.Rows]) => Targets = targets;

    /// <summary>Samples in columns: what nets are only tested on needs no rows.</summary>
    /// <param name="columns">As <see cref="Columns"/> describes them.</param>
    /// <param name="labels">N class labels.</param>
    internal Samples(IReadOnlyList<Matrix<T>> columns, int[] labels)
    {
        Labels = labels;
        _rows = new(() => InRows(columns));
        _columns = new(columns);
    }

    /// <summary>(N, D): one sample a row. To change them changes the samples only if those were made in rows and columns were not asked for.</summary>
    public Matrix<T> X => _rows.Value;

    /// <summary>Whether the samples are their rows alone, and what is done to <see cref="X"/> is done to them.</summary>
    internal bool AreRows => _rows.IsValueCreated && !_columns.IsValueCreated;

    /// <summary>N class labels; in a regression N zeros, which nothing reads.</summary>
    public int[] Labels { get; }

    /// <summary>(N, M): what a regression is to predict; empty where samples have labels.</summary>
    public Matrix<T> Targets { get; }

    /// <summary>Whether these are samples of a regression.</summary>
    public bool HasTargets => Targets.Columns > 0;

    /// <summary>
    /// The samples one a column, in blocks of (D, 64), the last one narrower: the layout that a net is tested on fastest.
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

    private static Matrix<T> InRows(IReadOnlyList<Matrix<T>> columns)
    {
        var x = new Matrix<T>(columns.Sum(block => block.Columns), columns[0].Rows); // (N, D)
        int first = 0;
        foreach (var block in columns) // (D, n)
        {
            Transposition.Transposed(block).CopyTo(x.RowRange(first, block.Columns));
            first += block.Columns;
        }

        return x;
    }
}
