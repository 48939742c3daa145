namespace BnLab.Numerics;

/// <summary>
/// What a window sees that slides over an image with its margin, (C · height, width): a row for each place, channel by
/// channel and row by row, (PQ, CKK).
/// </summary>
internal static unsafe class PatchKernels
{
    /// <summary>Copies what the window sees at each place.</summary>
    /// <param name="image">(C · height, width).</param>
    /// <param name="height">Rows of each channel.</param>
    /// <param name="size">K: height and width of the window.</param>
    /// <param name="stride">From one place to the next.</param>
    /// <param name="across">Q: places in a row of places.</param>
    /// <param name="patches">(PQ, CKK), overwritten.</param>
    /// <exception cref="ArgumentException">The windows do not fit into the image.</exception>
    public static void Gather<T>(Matrix<T> image, int height, int size, int stride, int across, Matrix<T> patches)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireFit(image, height, size, stride, across, patches);
        int whole = (size + Lanes128<T>.Count - 1) / Lanes128<T>.Count * Lanes128<T>.Count; // of what is copied too much, the next copy makes good
        T* imageEnd = image.Pointer + (image.Rows * (nint)image.Stride);
        for (int place = 0; place < patches.Rows; place++)
        {
            T* to = patches.Pointer + (place * (nint)patches.Stride);
            T* end = to + patches.Columns;
            T* first = image.Pointer + (place / across * stride * (nint)image.Stride) + (place % across * stride);
            for (int c = 0; c < image.Rows / height; c++)
            {
                T* from = first + (c * height * (nint)image.Stride);
                for (int k = 0; k < size; k++, from += image.Stride, to += size)
                {
                    if (from + whole <= imageEnd && to + whole <= end)
                    {
                        for (int j = 0; j < size; j += Lanes128<T>.Count) Lanes128<T>.Load(from + j).Store(to + j);
                    }
                    else
                    {
                        for (int j = 0; j < size; j++) to[j] = from[j];
                    }
                }
            }
        }

        image.KeepAlive();
        patches.KeepAlive();
    }

    /// <summary>Adds to each pixel its values in all patches that see it.</summary>
    /// <param name="patches">(PQ, CKK).</param>
    /// <param name="height">Rows of each channel.</param>
    /// <param name="size">K: height and width of the window.</param>
    /// <param name="stride">From one place to the next.</param>
    /// <param name="across">Q: places in a row of places.</param>
    /// <param name="image">(C · height, width), added to.</param>
    /// <exception cref="ArgumentException">The windows do not fit into the image.</exception>
    public static void Scatter<T>(Matrix<T> patches, int height, int size, int stride, int across, Matrix<T> image)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireFit(image, height, size, stride, across, patches);
        for (int place = 0; place < patches.Rows; place++)
        {
            T* from = patches.Pointer + (place * (nint)patches.Stride);
            T* first = image.Pointer + (place / across * stride * (nint)image.Stride) + (place % across * stride);
            for (int c = 0; c < image.Rows / height; c++)
            {
                T* to = first + (c * height * (nint)image.Stride);
                for (int k = 0; k < size; k++, to += image.Stride, from += size)
                {
                    for (int j = 0; j < size; j++) to[j] += from[j];
                }
            }
        }

        image.KeepAlive();
        patches.KeepAlive();
    }

    private static void RequireFit<T>(Matrix<T> image, int height, int size, int stride, int across, Matrix<T> patches)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int channels = image.Rows / height, down = patches.Rows / across;
        image.RequireShape(channels * height, image.Columns);
        patches.RequireShape(down * across, channels * size * size);
        if (((down - 1) * stride) + size > height || ((across - 1) * stride) + size > image.Columns)
        {
            throw new ArgumentException($"The windows of {patches} do not fit into {image}.", nameof(image));
        }
    }
}
