using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace BnLab.Numerics;

internal readonly unsafe struct Lanes512<T>(Vector512<T> vector) : ILanes<Lanes512<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector512<T> _v = vector;

    public static int Count => Vector512<T>.Count;

    public static Lanes512<T> Load(T* source) => new(Vector512.Load(source));

    public static Lanes512<T> Broadcast(T value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> FromBytes(byte* source) => new(
        typeof(T) == typeof(float)
            ? Avx512F.ConvertToVector512Single(Avx512F.ConvertToVector512Int32(Vector128.Load(source))).As<float, T>()
            : Avx512F.ConvertToVector512Double(Avx2.ConvertToVector256Int32(source)).As<double, T>());

    public static Lanes512<T> operator +(Lanes512<T> a, Lanes512<T> b) => new(a._v + b._v);

    public static Lanes512<T> operator -(Lanes512<T> a, Lanes512<T> b) => new(a._v - b._v);

    public static Lanes512<T> operator *(Lanes512<T> a, Lanes512<T> b) => new(a._v * b._v);

    public static Lanes512<T> operator /(Lanes512<T> a, Lanes512<T> b) => new(a._v / b._v);

    public static Lanes512<T> MultiplyAdd(Lanes512<T> a, Lanes512<T> b, Lanes512<T> c) => new(
        typeof(T) == typeof(float)
            ? Vector512.FusedMultiplyAdd(a._v.AsSingle(), b._v.AsSingle(), c._v.AsSingle()).As<float, T>()
            : Vector512.FusedMultiplyAdd(a._v.AsDouble(), b._v.AsDouble(), c._v.AsDouble()).As<double, T>());

    public static Lanes512<T> Sqrt(Lanes512<T> a) => new(Vector512.Sqrt(a._v));

    public static Lanes512<T> Rectify(Lanes512<T> a) => new(
        Vector512.ConditionalSelect(Vector512.LessThanOrEqual(a._v, Vector512<T>.Zero), Vector512<T>.Zero, a._v));

    public static Lanes512<T> Gate(Lanes512<T> a, Lanes512<T> gate) => new(
        Vector512.ConditionalSelect(Vector512.GreaterThan(gate._v, Vector512<T>.Zero), a._v, Vector512<T>.Zero));

    public void Store(T* target) => _v.Store(target);
}
