using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace BnLab.Numerics;

/// <summary>The vector instructions that the processor has and the runtime lets the kernels use.</summary>
internal static class ProcessorFeatures
{
    /// <summary>Their names, narrow before wide; none where they are switched off.</summary>
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
