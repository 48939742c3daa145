using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BnLab.Exercises;

/// <summary>A student's folder: the file to write, what it is about, and how far the student has come.</summary>
internal sealed class ExerciseFolder
{
    public const string SourceFile = "Exercise.cs";

    private const string StateFile = "state.json", StateFolder = ".bnlab";

    private readonly string _folder;

    private ExerciseFolder(string folder, Exercise exercise) => (_folder, Exercise) = (folder, exercise);

    public Exercise Exercise { get; }

    public string Source => Path.Combine(_folder, SourceFile);

    public ExerciseProgress Progress => JsonSerializer.Deserialize(InputFile.ReadAll(Path.Combine(_folder, StateFolder, StateFile), "the progress of an exercise"), ProgressJson.Default.ExerciseProgress)!;

    /// <summary>The exercise of that name; with no name that of the folder itself, or the one in it whose file was written last.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static ExerciseFolder Find(string within, string? name)
    {
        var named = name is null ? null : Exercise.Named(name);
        if (Open(within) is { } inside && (named is null || inside.Exercise == named)) return inside;
        if (named is not null) return Of(within, named) ?? throw new InvalidDataException($"{name}: expected an exercise that was started; '{CommandLine("start", named, within)}' starts it");
        return Exercise.All.Select(exercise => Of(within, exercise)).OfType<ExerciseFolder>().MaxBy(each => File.GetLastWriteTimeUtc(each.Source))
            ?? throw new InvalidDataException($"NAME: expected an exercise that was started, and here is none; '{CommandLine("start", Exercise.All[0], within)}' starts the first");
    }

    /// <summary>Null if it was not started.</summary>
    public static ExerciseFolder? Of(string within, Exercise exercise) => Open(Path.Combine(Home(within), exercise.Name));

    /// <summary>What to type for an exercise.</summary>
    public static string CommandLine(string verb, Exercise exercise, string within) =>
        $"bnlab exercise {verb} {exercise.Name}{(within == "." ? "" : within.Contains(' ', StringComparison.Ordinal) ? $" --in \"{within}\"" : $" --in {within}")}";

    /// <exception cref="InvalidDataException">The folder is there already.</exception>
    public static ExerciseFolder Start(string within, Exercise exercise)
    {
        string path = Home(within) == "." ? exercise.Name : Path.Combine(Home(within), exercise.Name);
        if (Path.Exists(path))
            throw new InvalidDataException($"{path}: expected no such folder yet; '{CommandLine("check", exercise, within)}' goes on, '{CommandLine("reset", exercise, within)}' begins anew");
        Directory.CreateDirectory(Path.Combine(path, StateFolder));
        var folder = new ExerciseFolder(path, exercise);
        Write(folder.Source, exercise.Template);
        Write(Path.Combine(path, "README.md"), ExerciseReadme.Of(exercise));
        folder.Save(new(exercise.Name, 0, 0, IsSolved: false));
        return folder;
    }

    /// <summary>The file as it was at the start; the student's is kept aside.</summary>
    /// <returns>Where.</returns>
    public string Reset()
    {
        string aside = OutputFile.NameAside(Source);
        if (File.Exists(Source)) File.Move(Source, aside);
        Write(Source, Exercise.Template);
        Save(Progress with { Hints = 0, IsSolved = false, IsRight = false });
        return aside;
    }

    public void Save(ExerciseProgress progress) =>
        OutputFile.Write(Path.Combine(_folder, StateFolder, StateFile), stream => JsonSerializer.Serialize(stream, progress, ProgressJson.Default.ExerciseProgress));

    private static void Write(string path, string text) => OutputFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>Where the exercises lie: inside one of them that is the folder above.</summary>
    private static string Home(string within) => Open(within) is null ? within : within == "." ? ".." : Path.GetDirectoryName(Path.GetFullPath(Path.TrimEndingDirectorySeparator(within)))!;

    /// <summary>Null if the folder is that of no exercise.</summary>
    private static ExerciseFolder? Open(string folder)
    {
        string state = Path.Combine(folder, StateFolder, StateFile);
        if (!File.Exists(state)) return null;
        try
        {
            string? name = JsonSerializer.Deserialize(InputFile.ReadAll(state, "the progress of an exercise"), ProgressJson.Default.ExerciseProgress)?.Exercise;
            return Exercise.All.FirstOrDefault(exercise => exercise.Name == name) is { } exercise ? new(folder, exercise) : throw new JsonException();
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{state}: expected the progress of an exercise, as 'bnlab exercise start' writes it", e);
        }
    }
}

/// <param name="Checks">How often the solution was checked.</param>
/// <param name="Hints">How many hints were given.</param>
/// <param name="IsSolved">Whether a check has found it right.</param>
/// <param name="IsRight">Whether the last check has.</param>
internal sealed record ExerciseProgress(string Exercise, int Checks, int Hints, bool IsSolved, bool IsRight = false);

[JsonSerializable(typeof(ExerciseProgress))]
internal sealed partial class ProgressJson : JsonSerializerContext;
