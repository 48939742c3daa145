namespace BnLab.Data;

/// <summary>Samples that nets are trained or tested on, with class labels or with values to predict; many nets may share them.</summary>
/// <remarks>
/// There are two layouts: a sample a row, and a sample a column. Samples made from numbers keep rows, and columns too once
/// these are asked for; images that stay bytes become numbers wherever they are used.
/// </remarks>
public sealed class Samples<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Samples in a block of columns: four of the widest vectors of float.</summary>
    internal const int BlockLength = 64;

    private readonly CentredImages<T>? _images;
    private readonly Lazy<Matrix<T>> _rows;
    private readonly Lazy<List<Matrix<T>>> _columns; // empty where images stay bytes

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

    /// <summary>Images that stay bytes, with their labels.</summary>
    internal Samples(CentredImages<T> images, int[] labels)
    {
        Labels = labels;
        _images = images;
        _rows = new(() => InRows(images));
        _columns = new(() => []);
    }

    /// <summary>(N, D): one sample a row. Changes reach all uses only if the samples were made from numbers and are not yet in columns.</summary>
    public Matrix<T> X => _rows.Value;

    /// <summary>Whether changes of <see cref="X"/> reach all uses.</summary>
    internal bool AreRows => _images is null && !_columns.IsValueCreated;

    /// <summary>Values of one sample.</summary>
    public int Features => _images?.Length ?? X.Columns;

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
    /// <param name="to">Samples in rows, at least as many as indices, overwritten; of the same columns and kind.</param>
    public void Gather(ReadOnlySpan<int> indices, Samples<T> to)
    {
        for (int i = 0; i < indices.Length; i++)
        {
            if (_images is null) X.Row(indices[i]).CopyTo(to.X.Row(i));
            else _images.Row(indices[i], to.X.Row(i));
            to.Labels[i] = Labels[indices[i]];
            if (HasTargets) Targets.Row(indices[i]).CopyTo(to.Targets.Row(i));
        }
    }

    /// <summary>Memory for <paramref name="count"/> samples like these.</summary>
    public Samples<T> Room(int count) => HasTargets
        ? new(new Matrix<T>(count, Features), new Matrix<T>(count, Targets.Columns)) // (count, D), (count, M)
        : new(new Matrix<T>(count, Features), new int[count]);                       // (count, D)

    /// <summary>A block of samples, one a column: (D, 64), or fewer columns at the end. Nets are tested fastest on this layout.</summary>
    /// <param name="first">The first of them, a multiple of 64.</param>
    /// <param name="room">The caller's memory for samples that stay bytes: allocated at the first call, overwritten by each later one.</param>
    public Matrix<T> Columns(int first, ref Matrix<T> room)
    {
        if (_images is null) return _columns.Value[first / BlockLength];
        if (room.IsEmpty) room = new(1, Features * Matrix<T>.PaddedLength(BlockLength));
        var block = room.View(0, Features, int.Min(BlockLength, Count - first)); // (D, n)
        _images.Columns(first, block);
        return block;
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

    private static Matrix<T> InRows(CentredImages<T> images)
    {
        var x = new Matrix<T>(images.Count, images.Length); // (N, D)
        for (int i = 0; i < images.Count; i++) images.Row(i, x.Row(i));
        return x;
    }
}
