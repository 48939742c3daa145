namespace BnLab.Data;

/// <summary>Clouds: a random field with detail of every size, whose neighbouring values correlate as pixels of a photograph do.</summary>
internal static class FractalField
{
    /// <summary>
    /// Starts with noise on a grid of coarse × coarse; then repeatedly doubles the side, smoothly, and adds noise of the finer
    /// grain. The amplitudes are the noise's standard deviations, coarsest grid first; equal ones give the amplitude spectrum
    /// 1/f of photographs. The result is square and periodic, of side coarse · 2^(amplitudes - 1), mean 0 and variance 1.
    /// </summary>
    public static float[] Make(ref CounterRandom random, int coarse, ReadOnlySpan<float> amplitudes)
    {
        int side = coarse;
        float[] field = new float[side * side];
        for (int grid = 0; grid < amplitudes.Length; grid++)
        {
            if (grid > 0)
            {
                field = Double(field, side);
                side *= 2;
            }

            if (amplitudes[grid] == 0) continue;
            for (int i = 0; i < field.Length; i++) field[i] += amplitudes[grid] * random.NextNormal();
        }

        Standardize(field);
        return field;
    }

    /// <summary>Each cell becomes 2 × 2 cells: first each row doubles its length, then the rows their number.</summary>
    private static float[] Double(ReadOnlySpan<float> field, int side)
    {
        float[] wide = new float[2 * field.Length]; // (side, 2 side)
        for (int row = 0; row < side; row++)
        {
            ReadOnlySpan<float> from = field.Slice(row * side, side);
            for (int i = 0; i < from.Length; i++)
            {
                wide[(row * side * 2) + (i * 2)] = Between(from[i], from[(i + side - 1) % side]);
                wide[(row * side * 2) + (i * 2) + 1] = Between(from[i], from[(i + 1) % side]);
            }
        }

        float[] doubled = new float[2 * wide.Length]; // (2 side, 2 side)
        for (int row = 0; row < 2 * side; row++)
        {
            int near = row / 2;
            int far = (near + (row % 2 == 0 ? side - 1 : 1)) % side;
            for (int i = 0; i < 2 * side; i++)
                doubled[(row * side * 2) + i] = Between(wide[(near * side * 2) + i], wide[(far * side * 2) + i]);
        }

        return doubled;
    }

    // The new cell's centre is a quarter of the way to the next old cell. These weights are those of a quadratic spline,
    // which leaves no trace of the coarse grid's lines.
    private static float Between(float near, float far) => (0.75f * near) + (0.25f * far);

    private static void Standardize(Span<float> field)
    {
        double sum = 0, squares = 0;
        foreach (float value in field)
        {
            sum += value;
            squares += (double)value * value;
        }

        double mean = sum / field.Length;
        double scale = 1 / Math.Sqrt((squares / field.Length) - (mean * mean));
        for (int i = 0; i < field.Length; i++) field[i] = (float)((field[i] - mean) * scale);
    }
}
