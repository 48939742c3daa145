namespace BnLab.Exercises;

/// <summary>The arrays that a solution is tried with: drawn from a seed, other sizes with each.</summary>
internal static class ExerciseInputs
{
    private const int Height = 3, Width = 4;

    public static StudentArrays Draw(Exercise exercise, uint seed)
    {
        var random = new NumpyRandom(seed);
        int n = 8 + random.NextInteger(5), d = 4 + random.NextInteger(3), groups = 2, features = d + 1; // other numbers each, so that no axis passes for another
        bool isImage = exercise.Takes("images"), isAffine = exercise.Takes("w");
        int channels = exercise.Takes("groups") ? groups * (d / groups) : d, normalized = isAffine ? features : channels;
        int[] shape = isImage ? [n, channels, Height, Width] : [n, channels];
        var arrays = new List<(string, NumpyArray)> { ("x", Normal(shape, 5.0, 12.0)) };
        if (isAffine) arrays.AddRange([("w", Normal([channels, features])), ("b", Normal([features]))]);
        arrays.AddRange([("gamma", Normal([normalized])), ("beta", Normal([normalized]))]);
        if (exercise.Takes("running_mean")) arrays.AddRange([("running_mean", Normal([normalized], 1.0, 12.0)), ("running_var", Normal([normalized], 1.0, 25.0))]);
        if (exercise.Takes("dout")) arrays.Add(("dout", Normal(isAffine ? [n, features] : shape)));
        if (exercise.Takes("groups")) arrays.Add(("gn_groups", NumpyArray.Of(groups)));
        return new(exercise.Name, arrays);

        NumpyArray Normal(int[] extents, double scale = 1.0, double shift = 0.0) =>
            new(extents, 'f', sizeof(double), [.. Enumerable.Range(0, extents.Aggregate(1, (a, b) => a * b)).Select(_ => shift + (scale * random.NextNormal()))]);
    }
}
