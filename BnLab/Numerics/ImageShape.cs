namespace BnLab.Numerics;

/// <summary>
/// The extent of an image, in a data set and in a mini-batch: each sample is a row of C · H · W values, channel by channel and each
/// channel row by row (NCHW), so that the pixel (c, h, w) is in column (c · H + h) · W + w.
/// </summary>
/// <param name="Channels">C, 1 or more.</param>
/// <param name="Height">H, 1 or more.</param>
/// <param name="Width">W, 1 or more.</param>
public readonly record struct ImageShape(int Channels, int Height, int Width)
{
    /// <summary>H · W, the values of one channel.</summary>
    public int Area => Height * Width;

    /// <summary>C · H · W, the columns of a mini-batch of such images.</summary>
    public int Length => Channels * Area;

    /// <summary>Channels × height × width.</summary>
    public override string ToString() => $"{Channels} × {Height} × {Width}";

    /// <summary>Refuses a gamma or beta that does not have one value for each channel.</summary>
    internal void RequireChannels(int values)
    {
        if (values != Channels) throw new ArgumentException($"{values} values do not fit the channels of {this}.", nameof(values));
    }
}
