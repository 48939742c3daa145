using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace BnLab.Numerics;

/// <summary>A loop written once for all vector widths: its operands are the struct's fields.</summary>
internal interface ILaneKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    void Run<V>()
        where V : unmanaged, ILanes<V, T>;
}

/// <summary>Runs kernels with the widest vectors that the processor has.</summary>
internal static class WidestLanes
{
    /// <summary>The width of the vectors that <see cref="Run{T, TKernel}"/> uses.</summary>
    public static int Bits => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    public static void Run<T, TKernel>(in TKernel kernel)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TKernel : struct, ILaneKernel<T>
    {
        if (Vector512.IsHardwareAccelerated) kernel.Run<Lanes512<T>>();
        else if (Vector256.IsHardwareAccelerated) kernel.Run<Lanes256<T>>();
        else kernel.Run<Lanes128<T>>();
    }
}

/// <summary>The vector instructions that the processor has and the runtime lets the kernels use.</summary>
internal static class ProcessorFeatures
{
    /// <summary>Narrow before wide; none where they are switched off.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. from feature in new (string Name, bool IsThere)[]
           {
               ("SSE4.2", Sse42.IsSupported),
               ("AVX", Avx.IsSupported),
               ("AVX2", Avx2.IsSupported),
               ("FMA", Fma.IsSupported),
               ("AVX-512F", Avx512F.IsSupported),
               ("AVX-512BW", Avx512BW.IsSupported),
               ("AVX-512DQ", Avx512DQ.IsSupported),
               ("AVX-512VL", Avx512F.VL.IsSupported),
               ("AdvSimd", AdvSimd.IsSupported),
               ("AdvSimd-Arm64", AdvSimd.Arm64.IsSupported),
           }
           where feature.IsThere
           select feature.Name,
    ];
}
