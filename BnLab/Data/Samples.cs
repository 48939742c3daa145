namespace BnLab.Data;

/// <summary>
/// Samples that a net can be trained or tested on: with labels, or with values to predict. They can be had in two layouts,
/// one sample a row and one a column. Samples made from numbers keep them in rows, and in columns too once those are asked
/// for; images that stay bytes become numbers wherever they are used. All nets that share the samples share what is kept.
/// </summary>
public sealed class Samples<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int BlockLength = CentredImages.BlockLength;

    private readonly CentredImages? _images;
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

    /// <summary>Images that stay bytes.</summary>
    /// <param name="images">N images.</param>
    /// <param name="labels">N class labels.</param>
    internal Samples(CentredImages images, int[] labels)
    {
        Labels = labels;
        _images = images;
        _rows = new(() => InRows(images));
        _columns = new(() => []);
    }

    /// <summary>
    /// (N, D): one sample a row. To change them changes the samples only if those were made from numbers and columns were not
    /// asked for.
    /// </summary>
    public Matrix<T> X => _rows.Value;

    /// <summary>Whether the samples are their rows alone, and what is done to <see cref="X"/> is done to them.</summary>
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

    /// <summary>Memory for some samples like these.</summary>
    /// <param name="count">How many.</param>
    public Samples<T> Room(int count) => HasTargets
        ? new(new Matrix<T>(count, Features), new Matrix<T>(count, Targets.Columns)) // (count, D), (count, M)
        : new(new Matrix<T>(count, Features), new int[count]);                       // (count, D)

    /// <summary>
    /// Some of the samples one a column, (D, 64) or at the end fewer columns: the layout that a net is tested on fastest.
    /// </summary>
    /// <param name="first">The first of them, a multiple of 64.</param>
    /// <param name="room">
    /// Memory for samples that stay bytes, made when it is first needed: of one who asks for one block of these samples after the
    /// other. What was given before is overwritten.
    /// </param>
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

    private static Matrix<T> InRows(CentredImages images)
    {
        var x = new Matrix<T>(images.Count, images.Length); // (N, D)
        for (int i = 0; i < images.Count; i++) images.Row(i, x.Row(i));
        return x;
    }
}
