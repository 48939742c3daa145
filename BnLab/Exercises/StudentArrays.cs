using System.IO.Compression;

namespace BnLab.Exercises;

/// <summary>A student's arrays by their names: those of a .npz file, or of a folder of CSV files.</summary>
internal sealed class StudentArrays
{
    private const string What = "a .npz file of NumPy (np.savez), or a folder of CSV files";

    // The first name is the one that findings use.
    private static readonly string[][] Known =
    [
        ["x", "scores"], ["gamma"], ["beta"], ["w"], ["b"], ["dout", "dy"], ["out", "y"], ["dx"], ["dgamma"], ["dbeta"], ["dw"], ["db"],
        ["running_mean"], ["running_var"], ["labels"], ["targets"], ["loss"], ["mask"], ["gn_groups", "G"], ["stride"], ["pad"],
    ];

    private readonly string _path;
    private readonly Dictionary<string, NumpyArray> _arrays = new(StringComparer.Ordinal);

    public StudentArrays(string path, IEnumerable<(string Name, NumpyArray Array)> arrays)
    {
        _path = path;
        foreach (var (typed, array) in arrays)
        {
            string name = Known.FirstOrDefault(names => names.Contains(typed, StringComparer.Ordinal))?[0] ?? throw Unknown(typed);
            if (!_arrays.TryAdd(name, array)) throw Refused(typed, $"one array {name}, but there are two");
            bool isWhole = name is "labels" or "gn_groups" or "stride" or "pad" or "mask";
            if (!array.IsFloat && typed == "y") throw Refused(typed, "the output; the classes of samples are saved as labels=y");
            if (!array.IsFloat && !isWhole) throw Refused(typed, "float64 or float32, but these are whole numbers, which cut off all digits after the point");
            if (!IsResult(name) && !array.Values.All(double.IsFinite)) throw Refused(typed, $"finite numbers, but {array.Values.Count(value => !double.IsFinite(value))} of {array.Values.Length} are not");
        }

        if (!Has("x")) throw new InvalidDataException($"{path}: expected an array x, the layer's input; it has {(_arrays.Count == 0 ? "none" : string.Join(", ", _arrays.Keys))}.");
    }

    /// <summary>Whether its numbers have the rounding of float32: by their type, or because all results are such numbers, as in a text file.</summary>
    public bool IsSingle =>
        _arrays.Values.Any(array => array.IsFloat && array.IsSingle && array.Shape.Count > 0)
        || (_arrays.Where(each => IsResult(each.Key) && each.Value.Shape.Count > 0).Select(each => each.Value.Values).ToList() is { Count: > 0 } results
            && results.All(values => values.All(value => (double)(float)value == value)));

    public IEnumerable<(string Name, NumpyArray Array)> All => _arrays.Select(each => (each.Key, each.Value));

    public IReadOnlyList<int> ShapeOf(string name) => _arrays[name].Shape;

    public string ShapeText(string name) => _arrays[name].ShapeText;

    public bool Has(string name) => _arrays.ContainsKey(name);

    /// <exception cref="InvalidDataException">A file is not what it should be; the message names it.</exception>
    public static StudentArrays Read(string path) => Directory.Exists(path)
        ? new(path, Directory.EnumerateFiles(path, "*.csv").Order(StringComparer.Ordinal).Select(file => (
            Path.GetFileNameWithoutExtension(file), InputFile.Read(file, "a CSV file of numbers", Csv))))
        : new(path, ReadAll(path));

    /// <summary>These arrays, and further ones.</summary>
    public StudentArrays With(IEnumerable<(string Name, NumpyArray Array)> more) => new(_path, All.Concat(more));

    /// <summary>Another array in place of one of these.</summary>
    public StudentArrays With(string name, NumpyArray array) => new(_path, All.Select(each => each.Name == name ? (name, array) : each));

    /// <summary>As <c>np.savez</c> writes them.</summary>
    public static void Write(Stream stream, IEnumerable<(string Name, NumpyArray Array)> arrays)
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, array) in arrays)
        {
            using var entry = archive.CreateEntry($"{name}.npy", CompressionLevel.NoCompression).Open();
            array.Write(entry);
        }
    }

    /// <summary>Arrays of any names, in the order of the file.</summary>
    public static List<(string Name, NumpyArray Array)> ReadAll(string path) => InputFile.Read(path, What, ReadAll);

    /// <summary>Those of an open .npz file, which the messages do not name.</summary>
    public static List<(string Name, NumpyArray Array)> ReadAll(Stream stream)
    {
        const string Expected = "expected a .npz file as np.savez(\"mine.npz\", x=x, dout=dout, dx=dx) writes it";
        using ZipArchive archive = Opened();
        var arrays = new List<(string Name, NumpyArray Array)>();
        long left = NumpyArray.MostValues * (long)sizeof(double);
        foreach (var entry in archive.Entries)
        {
            if (Path.GetExtension(entry.FullName) != ".npy") throw new InvalidDataException($"{Expected}, but it holds '{SanitizedText.Of(entry.FullName)}'");
            string name = SanitizedText.Of(entry.FullName[..^".npy".Length]);
            if (left < 0 || entry.Length > Inflated(entry.CompressedLength)) throw new InvalidDataException($"{name}: expected fewer bytes than the {entry.Length:N0} that it declares");
            try
            {
                using var content = entry.Open();
                arrays.Add((name, NumpyArray.Read(content, entry.Length)));
                left -= sizeof(double) * (long)arrays[^1].Array.Values.Length;
            }
            catch (InvalidDataException e)
            {
                throw new InvalidDataException($"{name}: {e.Message.TrimEnd('.')}", e);
            }
        }

        return arrays;

        ZipArchive Opened()
        {
            try
            {
                return new ZipArchive(stream, ZipArchiveMode.Read);
            }
            catch (InvalidDataException e)
            {
                throw new InvalidDataException(Expected, e);
            }
        }

        static long Inflated(long compressed) => 1_032 * (compressed + 64); // the most that deflate can make of it
    }

    /// <summary>Samples as rows: (N, D), an array of four dimensions as (N, CHW), one of one dimension as (1, D).</summary>
    public Matrix<double> Matrix(string name)
    {
        if (!_arrays.TryGetValue(name, out var array)) throw new InvalidDataException($"{_path}: expected an array {name} beside {string.Join(", ", _arrays.Keys)}.");
        int rows = array.Shape.Count > 1 ? array.Shape[0] : 1;
        if (array.Values.Length == 0) throw Refused(name, $"one value or more, but its shape is {array.ShapeText}");
        var matrix = new Matrix<double>(rows, array.Values.Length / rows);
        for (int r = 0; r < rows; r++) array.Values.AsSpan(r * matrix.Columns, matrix.Columns).CopyTo(matrix.Row(r));
        return matrix;
    }

    /// <exception cref="InvalidDataException">It has another shape.</exception>
    public Matrix<double> Matrix(string name, params IReadOnlyList<int> shape)
    {
        var matrix = Matrix(name);
        if (!ShapeOf(name).Where(extent => extent > 1).SequenceEqual(shape.Where(extent => extent > 1)))
            throw Refused(name, $"a shape of {NumpyArray.ShapeOf(shape)}, but it is {ShapeText(name)}");
        return shape.Count == 1 ? matrix.Reshape(1) : matrix;
    }

    /// <summary>A single whole number.</summary>
    public int Whole(string name) => _arrays[name].Values is [var value] && value == Math.Floor(value) && Math.Abs(value) < int.MaxValue
        ? (int)value : throw Refused(name, "a whole number");

    public InvalidDataException Refused(string name, string expected) => new($"{_path}: {name}: expected {expected}.");

    /// <summary>Whether it may be wrong in any way.</summary>
    private static bool IsResult(string name) => name is "out" or "loss" || (name[0] == 'd' && name != "dout");

    private InvalidDataException Unknown(string name)
    {
        var near = NearestName.Of(name.ToLowerInvariant(), [.. Known.SelectMany(names => names)]);
        string names = name.StartsWith("arr_", StringComparison.Ordinal) ? "of the array, as np.savez(\"mine.npz\", x=x) gives it" : near.Count > 0 ? string.Join(" or ", near) : $"one of {string.Join(", ", Known.SelectMany(names => names))}";
        return Refused(name, $"the name {names}");
    }

    private static NumpyArray Csv(Stream stream)
    {
        var text = NumberText.Read(stream, NumpyArray.MostValues);
        bool isRounded = text.Digits is >= 5 and <= 9; // fewer are numbers somebody made up, more are all that a double has
        return new(text.Rows == 1 || text.Columns == 1 ? [text.Values.Length] : [text.Rows, text.Columns], 'f', isRounded ? sizeof(float) : sizeof(double), text.Values);
    }
}
