using System.Runtime.Intrinsics;

namespace BnLab.Numerics;

/// <summary>A loop written once for all vector widths: its operands are the struct's fields.</summary>
internal interface ILaneKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Runs the loop with vectors of one width.</summary>
    void Run<V>()
        where V : unmanaged, ILanes<V, T>;
}

/// <summary>Runs kernels with the widest vectors that the processor has.</summary>
internal static class WidestLanes
{
    /// <summary>Width of the vectors that <see cref="Run{T, TKernel}"/> uses.</summary>
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
