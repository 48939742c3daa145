namespace BnLab.Numerics;

/// <summary>
/// The patches that a sliding window sees in an image with its margin: a row for each place in the window, channel by channel and row
/// by row, and a column for each place of the window. A row is then the image shifted, and is copied in whole vectors.
/// </summary>
/// <remarks>
/// image: (C · height, width), height being the rows of each channel; patches: (CKK, PQ), with K the size of the window and Q its
/// places across, stride apart. All throw an <see cref="ArgumentException"/> if the windows do not fit into the image.
/// </remarks>
internal static unsafe class Im2ColKernels
{
    /// <summary>Copies what the window sees at each place to the patches.</summary>
    public static void Gather<T>(Matrix<T> image, int height, int size, int stride, int across, Matrix<T> patches)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireFit(image, height, size, stride, across, patches);
        WidestLanes.Run<T, GatherKernel<T>>(new(image, height, size, stride, across, patches));
        image.KeepAlive();
        patches.KeepAlive();
    }

    /// <summary>Adds to each pixel its values in all patches that see it, in the order of the places.</summary>
    public static void Scatter<T>(Matrix<T> patches, int height, int size, int stride, int across, Matrix<T> image)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireFit(image, height, size, stride, across, patches);
        WidestLanes.Run<T, ScatterKernel<T>>(new(patches, height, size, stride, across, image));
        image.KeepAlive();
        patches.KeepAlive();
    }

    private static void RequireFit<T>(Matrix<T> image, int height, int size, int stride, int across, Matrix<T> patches)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int channels = image.Rows / height, down = patches.Columns / across;
        image.RequireShape(channels * height, image.Columns);
        patches.RequireShape(channels * size * size, down * across);
        if (((down - 1) * stride) + size > height || ((across - 1) * stride) + size > image.Columns)
        {
            throw new ArgumentException($"The windows of {patches} do not fit into {image}.", nameof(image));
        }
    }

    /// <summary>The pixel that row <paramref name="k"/> of the patches sees at the first place.</summary>
    private static T* First<T>(Matrix<T> image, int height, int size, int k)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (row, column) = Math.DivRem(k, size);
        var (channel, below) = Math.DivRem(row, size);
        return image.Pointer + (((channel * height) + below) * (nint)image.Stride) + column;
    }

    private readonly struct GatherKernel<T>(Matrix<T> image, int height, int size, int stride, int across, Matrix<T> patches)
        : ILaneKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run<V>()
            where V : unmanaged, ILanes<V, T>
        {
            int down = patches.Columns / across;
            int whole = (across + V.Count - 1) / V.Count * V.Count; // the copies that follow overwrite what is too much
            nint imageRow = stride * (nint)image.Stride;
            T* imageEnd = image.Pointer + (image.Rows * (nint)image.Stride);
            T* end = patches.Pointer + (patches.Rows * (nint)patches.Stride);
            for (int k = 0; k < patches.Rows; k++)
            {
                T* from = First(image, height, size, k);
                T* to = patches.Pointer + (k * (nint)patches.Stride);
                for (int p = 0; p < down; p++, from += imageRow, to += across)
                {
                    if (stride == 1 && from + whole <= imageEnd && to + whole <= end)
                    {
                        for (int q = 0; q < whole; q += V.Count) V.Load(from + q).Store(to + q);
                    }
                    else
                    {
                        for (int q = 0; q < across; q++) to[q] = from[q * stride];
                    }
                }
            }
        }
    }

    private readonly struct ScatterKernel<T>(Matrix<T> patches, int height, int size, int stride, int across, Matrix<T> image)
        : ILaneKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run<V>()
            where V : unmanaged, ILanes<V, T>
        {
            int down = patches.Columns / across;
            nint imageRow = stride * (nint)image.Stride;
            for (int k = patches.Rows - 1; k >= 0; k--) // the last row first: it sees a pixel from an earlier place
            {
                T* from = patches.Pointer + (k * (nint)patches.Stride);
                T* to = First(image, height, size, k);
                for (int p = 0; p < down; p++, from += across, to += imageRow)
                {
                    int q = 0;
                    if (stride == 1)
                    {
                        for (; q <= across - V.Count; q += V.Count) (V.Load(to + q) + V.Load(from + q)).Store(to + q);
                        for (; q <= across - Lanes128<T>.Count; q += Lanes128<T>.Count) (Lanes128<T>.Load(to + q) + Lanes128<T>.Load(from + q)).Store(to + q);
                    }

                    for (; q < across; q++) to[q * stride] += from[q];
                }
            }
        }
    }
}
