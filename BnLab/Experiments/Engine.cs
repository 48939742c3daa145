namespace BnLab.Experiments;

/// <summary>What the numbers are computed with.</summary>
internal static class Engine
{
    /// <summary>Width of the vector registers that the kernels use: 512, 256 or 128.</summary>
    public static int VectorBits => WidestLanes.Bits;

    /// <summary>The vector instructions that the kernels may use, by their names.</summary>
    public static IReadOnlyList<string> ProcessorFeatures => Numerics.ProcessorFeatures.Names;
}
