using static BnLab.Numerics.ColumnStatistics;
using static BnLab.Numerics.RowStatistics;

namespace BnLab.Layers;

/// <summary>
/// Group normalization as mathematics: the channels of an image are divided into G groups, and each group of each
/// sample is normalized by itself, as layer normalization does it with whole samples. Nets use
/// <see cref="GroupNormLayer{T}"/>.
/// </summary>
/// <remarks>
/// Wu and He, "Group Normalization", 2018, equations 1 to 3 and 7; cs231n, <c>spatial_groupnorm_forward</c> and
/// <c>spatial_groupnorm_backward</c>.
/// </remarks>
public static class GroupNorm
{
    /// <summary>The group normalizing transform.</summary>
    /// <param name="x">(N, CHW).</param>
    /// <param name="volume">The extent of each image.</param>
    /// <param name="groups">G, which divides C.</param>
    /// <param name="gamma">(1, C): learned scale of each channel.</param>
    /// <param name="beta">(1, C): learned shift of each channel.</param>
    /// <param name="eps">Added to the variance under the root.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or the groups are not equal.</exception>
    public static Pass<T> Forward<T>(
        Matrix<T> x, ImageShape volume, int groups, Matrix<T> gamma, Matrix<T> beta, double eps = BatchNorm.DefaultEps)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireGroups(volume, groups);
        x.RequireColumns(volume.Length);
        var scale = Repeat(gamma, volume);         // (1, CHW)  one gamma for all pixels of a channel
        var shift = Repeat(beta, volume);          // (1, CHW)
        var rows = x.Reshape(x.Rows * groups);     // (NG, CHWG)  CHWG = C·H·W / G values in each group
        var mu = RowMean(rows);                    // (NG, 1)  mean of each group of each sample
        var xMu = rows - mu;                       // (NG, CHWG)
        var variance = RowMean(xMu * xMu);         // (NG, 1)  biased (divided by C·H·W / G)
        var std = Sqrt(variance + eps);            // (NG, 1)
        var xHat = (xMu / std).Reshape(x.Rows);    // (N, CHW)
        var y = (scale * xHat) + shift;            // (N, CHW)
        return new(volume, groups, scale, std, xHat, y);
    }

    /// <summary>The backward pass in closed form.</summary>
    /// <param name="dy">(N, CHW): gradient of the loss with respect to y.</param>
    /// <param name="pass">The forward pass.</param>
    /// <returns>dx (N, CHW), dgamma (1, C) and dbeta (1, C).</returns>
    public static BatchNorm.Gradients<T> Backward<T>(Matrix<T> dy, Pass<T> pass)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(pass);
        int rows = dy.Rows * pass.Groups;
        var dbeta = ChannelRows.Sum(dy, pass.Shape);                                 // (1, C)
        var dgamma = ChannelRows.Sum(dy * pass.XHat, pass.Shape);                    // (1, C)
        var xHat = pass.XHat.Reshape(rows);                                          // (NG, CHWG)
        var dxHat = (dy * pass.Scale).Reshape(rows);                                 // (NG, CHWG)
        var dx = (dxHat - RowMean(dxHat) - (xHat * RowMean(dxHat * xHat))) / pass.Std; // (NG, CHWG)
        return new(dx.Reshape(dy.Rows), dgamma, dbeta);
    }

    /// <summary>Refuses a number of groups, G, that does not divide the channels.</summary>
    internal static void RequireGroups(ImageShape volume, int groups)
    {
        if (groups < 1 || volume.Channels % groups != 0)
        {
            throw new ArgumentException($"{volume.Channels} channels do not make {groups} equal groups.", nameof(groups));
        }
    }

    private static Matrix<T> Repeat<T>(Matrix<T> perChannel, ImageShape volume)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        volume.RequireChannels(perChannel.Columns);
        var result = new Matrix<T>(1, volume.Length); // (1, CHW)
        for (int i = 0; i < volume.Length; i++) result[0, i] = perChannel[0, i / volume.Area];
        return result;
    }

    /// <summary>What the forward pass computes.</summary>
    /// <param name="Shape">The extent of each image.</param>
    /// <param name="Groups">G.</param>
    /// <param name="Scale">(1, CHW): gamma, repeated for each pixel.</param>
    /// <param name="Std">(NG, 1): √(variance + eps) of each group of each sample.</param>
    /// <param name="XHat">(N, CHW): normalized values.</param>
    /// <param name="Y">(N, CHW): the result.</param>
    public sealed record Pass<T>(ImageShape Shape, int Groups, Matrix<T> Scale, Matrix<T> Std, Matrix<T> XHat, Matrix<T> Y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
