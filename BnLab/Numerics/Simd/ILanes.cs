namespace BnLab.Numerics;

/// <summary>
/// One vector register of T. Kernels are written once over this interface and compiled for the widest registers the
/// processor has. Every lane is computed by itself and a matrix row is a whole number of the widest vectors, so the
/// width changes the speed of a kernel and no bit of its result.
/// </summary>
/// <typeparam name="TSelf">The implementing struct.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal unsafe interface ILanes<TSelf, T>
    where TSelf : unmanaged, ILanes<TSelf, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Elements in one register.</summary>
    static abstract int Count { get; }

    static abstract TSelf Load(T* source);

    static abstract TSelf Broadcast(T value);

    /// <summary>As many bytes as numbers.</summary>
    static abstract TSelf FromBytes(byte* source);

    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a, TSelf b);

    static abstract TSelf operator *(TSelf a, TSelf b);

    static abstract TSelf operator /(TSelf a, TSelf b);

    /// <summary>a · b + c, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    static abstract TSelf Sqrt(TSelf a);

    /// <summary>a where a &gt; 0, else 0. NaN stays NaN, as it does in <c>np.maximum(0, a)</c>.</summary>
    static abstract TSelf Rectify(TSelf a);

    /// <summary>a where gate &gt; 0, else 0.</summary>
    static abstract TSelf Gate(TSelf a, TSelf gate);

    void Store(T* target);
}
