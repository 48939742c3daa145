using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace BnLab.Numerics;

internal readonly unsafe struct Lanes256<T>(Vector256<T> vector) : ILanes<Lanes256<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector256<T> _v = vector;

    public static int Count => Vector256<T>.Count;

    public static Lanes256<T> Load(T* source) => new(Vector256.Load(source));

    public static Lanes256<T> Broadcast(T value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> FromBytes(byte* source) => new(
        typeof(T) == typeof(float)
            ? Avx.ConvertToVector256Single(Avx2.ConvertToVector256Int32(source)).As<float, T>()
            : Avx.ConvertToVector256Double(Sse41.ConvertToVector128Int32(source)).As<double, T>());

    public static Lanes256<T> operator +(Lanes256<T> a, Lanes256<T> b) => new(a._v + b._v);

    public static Lanes256<T> operator -(Lanes256<T> a, Lanes256<T> b) => new(a._v - b._v);

    public static Lanes256<T> operator *(Lanes256<T> a, Lanes256<T> b) => new(a._v * b._v);

    public static Lanes256<T> operator /(Lanes256<T> a, Lanes256<T> b) => new(a._v / b._v);

    public static Lanes256<T> MultiplyAdd(Lanes256<T> a, Lanes256<T> b, Lanes256<T> c) => new(
        typeof(T) == typeof(float)
            ? Vector256.FusedMultiplyAdd(a._v.AsSingle(), b._v.AsSingle(), c._v.AsSingle()).As<float, T>()
            : Vector256.FusedMultiplyAdd(a._v.AsDouble(), b._v.AsDouble(), c._v.AsDouble()).As<double, T>());

    public static Lanes256<T> Sqrt(Lanes256<T> a) => new(Vector256.Sqrt(a._v));

    public static Lanes256<T> Rectify(Lanes256<T> a) => new(
        Vector256.ConditionalSelect(Vector256.LessThanOrEqual(a._v, Vector256<T>.Zero), Vector256<T>.Zero, a._v));

    public static Lanes256<T> Gate(Lanes256<T> a, Lanes256<T> gate) => new(
        Vector256.ConditionalSelect(Vector256.GreaterThan(gate._v, Vector256<T>.Zero), a._v, Vector256<T>.Zero));

    public void Store(T* target) => _v.Store(target);
}
