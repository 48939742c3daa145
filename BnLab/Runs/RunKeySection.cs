namespace BnLab.Runs;

/// <summary>The run that a checkpoint belongs to: program, options, data set.</summary>
internal static class RunKeySection
{
    public static void Write(FormatWriter writer, RunKey run)
    {
        writer.Text(run.Experiment);
        writer.Text(run.Version);
        writer.Whole(run.Options.Count);
        foreach (var (name, value) in run.Options)
        {
            writer.Text(name);
            writer.Text(value);
        }

        writer.Text(run.DataSet!.Name);
        writer.Text(run.DataSet!.Source);
        writer.Whole(run.DataSet!.Images);
        writer.Text(run.DataSet!.Sha256);
        writer.Whole(run.Trainings);
    }

    public static RunKey Read(FormatReader reader)
    {
        string experiment = reader.Text(), version = reader.Text();
        var options = reader.List(2 * sizeof(int), () => KeyValuePair.Create(reader.Text(), reader.Text()));
        if (options.DistinctBy(option => option.Key, StringComparer.Ordinal).Count() < options.Count) throw new InvalidDataException("expected every option once");
        return new(
            experiment, version, options, new(reader.Text(), reader.Text(), reader.Whole("images", 1), reader.Text()),
            reader.Whole("trainings", 1), Streams: 1, Shard: 1, Shards: 1);
    }
}
