using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace BnLab.Numerics;

internal readonly unsafe struct Lanes128<T>(Vector128<T> vector) : ILanes<Lanes128<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector128<T> _v = vector;

    public static int Count => Vector128<T>.Count;

    public static Lanes128<T> Load(T* source) => new(Vector128.Load(source));

    public static Lanes128<T> Broadcast(T value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> FromBytes(byte* source) => new(
        typeof(T) == typeof(float)
            ? Vector128.Create(source[0], source[1], source[2], (float)source[3]).As<float, T>()
            : Vector128.Create(source[0], (double)source[1]).As<double, T>());

    public static Lanes128<T> operator +(Lanes128<T> a, Lanes128<T> b) => new(a._v + b._v);

    public static Lanes128<T> operator -(Lanes128<T> a, Lanes128<T> b) => new(a._v - b._v);

    public static Lanes128<T> operator *(Lanes128<T> a, Lanes128<T> b) => new(a._v * b._v);

    public static Lanes128<T> operator /(Lanes128<T> a, Lanes128<T> b) => new(a._v / b._v);

    public static Lanes128<T> MultiplyAdd(Lanes128<T> a, Lanes128<T> b, Lanes128<T> c) => new(
        typeof(T) == typeof(float)
            ? Vector128.FusedMultiplyAdd(a._v.AsSingle(), b._v.AsSingle(), c._v.AsSingle()).As<float, T>()
            : Vector128.FusedMultiplyAdd(a._v.AsDouble(), b._v.AsDouble(), c._v.AsDouble()).As<double, T>());

    public static Lanes128<T> Sqrt(Lanes128<T> a) => new(Vector128.Sqrt(a._v));

    public static Lanes128<T> Rectify(Lanes128<T> a) => new(
        Vector128.ConditionalSelect(Vector128.LessThanOrEqual(a._v, Vector128<T>.Zero), Vector128<T>.Zero, a._v));

    public static Lanes128<T> Gate(Lanes128<T> a, Lanes128<T> gate) => new(
        Vector128.ConditionalSelect(Vector128.GreaterThan(gate._v, Vector128<T>.Zero), a._v, Vector128<T>.Zero));

    public void Store(T* target) => _v.Store(target);
}
