namespace BnLab.Tests.Layers;

/// <summary>
/// One of the four normalization layers, told apart only by which values of a mini-batch are normalized together (a
/// set) and which gamma belongs to a column.
/// </summary>
internal sealed class NormalizationCase<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public const int Columns = 60;
    private const int Groups = 2;
    private static readonly ImageShape Image = new(4, 3, 5);
    private readonly string _name;

    public NormalizationCase(string name, NumpyRandom random)
    {
        _name = name;
        int count = PerChannel ? Image.Channels : Columns;
        Gamma = Parameter<T>.From(Draw.Normal<T>(random, 1, count));
        Beta = Parameter<T>.From(Draw.Normal<T>(random, 1, count));
        Layer = name switch
        {
            "batch" => new BatchNormLayer<T>(Gamma, Beta),
            "layer" => new LayerNormLayer<T>(Gamma, Beta),
            "spatial" => new SpatialBatchNormLayer<T>(Gamma, Beta, Image),
            "group" => new GroupNormLayer<T>(Gamma, Beta, Image, Groups),
            _ => throw new ArgumentException(name, nameof(name)),
        };
    }

    public Parameter<T> Gamma { get; }

    public Parameter<T> Beta { get; }

    public ILayer<T> Layer { get; }

    /// <summary>Whether all values of a set share one gamma and beta.</summary>
    public bool OneGammaPerSet => _name is "batch" or "spatial";

    private bool PerChannel => _name is "spatial" or "group";

    /// <summary>Which gamma and beta belong to a column.</summary>
    public int Parameter(int column) => PerChannel ? column / Image.Area : column;

    /// <summary>The values of each set, in the same order for every matrix.</summary>
    public double[][] Sets(Matrix<T> matrix) =>
    [
        .. from value in matrix.ToArray().Select((value, i) => (Value: value, Set: Set(i / Columns, i % Columns)))
           group value.Value by value.Set into set
           orderby set.Key
           select set.ToArray(),
    ];

    /// <summary>A value of its gamma or beta for each element, as a matrix of the mini-batch's shape.</summary>
    public Matrix<T> Spread(Matrix<T> parameter, int rows)
    {
        var result = new Matrix<T>(rows, Columns);
        for (int n = 0; n < rows; n++)
        {
            for (int j = 0; j < Columns; j++) result[n, j] = parameter[0, Parameter(j)];
        }

        return result;
    }

    private int Set(int row, int column) => _name switch
    {
        "batch" => column,
        "layer" => row,
        "spatial" => column / Image.Area,
        _ => (row * Groups) + (column / (Columns / Groups)),
    };
}
