namespace BnLab.Experiments.InUse;

/// <summary>How far apart scores may be that are computed alike but for the order of operations.</summary>
internal static class Rounding
{
    /// <summary>Relative to the largest score: about a thousand times the distance of neighbouring numbers near 1.</summary>
    public static double Of<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(float) ? 1e-4 : 1e-12;
}
