namespace BnLab.Data;

/// <summary>
/// Data augmentation in place: each image is mirrored left to right or not, and moved by some pixels down and across.
/// </summary>
/// <remarks>
/// Pixels that nothing moves into become 0, the mean image where that was subtracted. Three draws per image, in this
/// order: <c>randint(2)</c>, mirrored if 1; <c>randint(2 · shift + 1) - shift</c> down, and again to the right.
/// </remarks>
/// <param name="shape">Extent of each image.</param>
/// <param name="shift">The largest move in pixels: 0 or more, less than height and width.</param>
/// <param name="random">The generator of the draws.</param>
public sealed class Distortion<T>(ImageShape shape, int shift, NumpyRandom random)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _line = new T[shape.Width];

    /// <summary>Distorts each row of (N, CHW).</summary>
    /// <exception cref="ArgumentException">The images have another shape.</exception>
    public void Apply(Matrix<T> images)
    {
        if (images.Columns != shape.Length) throw new ArgumentException($"{images} are no images of {shape}.", nameof(images));
        for (int n = 0; n < images.Rows; n++)
        {
            bool mirrored = random.NextInteger(2) == 1;
            int down = random.NextInteger((2 * shift) + 1) - shift, right = random.NextInteger((2 * shift) + 1) - shift;
            for (int c = 0; c < shape.Channels; c++)
            {
                Distort(images.Row(n).Slice(c * shape.Height * shape.Width, shape.Height * shape.Width), mirrored, down, right);
            }
        }
    }

    /// <summary>Starts at the side that the channel is moved to, so that no row is overwritten before it is read.</summary>
    private void Distort(Span<T> channel, bool mirrored, int down, int right)
    {
        for (int i = 0; i < shape.Height; i++)
        {
            int to = down > 0 ? shape.Height - 1 - i : i, from = to - down;
            var target = channel.Slice(to * shape.Width, shape.Width);
            if (from < 0 || from >= shape.Height)
            {
                target.Clear();
                continue;
            }

            channel.Slice(from * shape.Width, shape.Width).CopyTo(_line);
            if (mirrored) Array.Reverse(_line);
            target.Clear();
            int length = shape.Width - Math.Abs(right);
            _line.AsSpan(Math.Max(0, -right), length).CopyTo(target[Math.Max(0, right)..]);
        }
    }
}
