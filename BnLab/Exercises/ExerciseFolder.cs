using System.Text.Json;
using System.Text.Json.Serialization;

namespace BnLab.Exercises;

/// <summary>A student's folder: the file to write, what it is about, and how far the student has come.</summary>
internal sealed class ExerciseFolder
{
    private const string StateFile = "state.json", StateFolder = ".bnlab";

    private readonly string _folder;

    private ExerciseFolder(string folder, Exercise exercise) => (_folder, Exercise) = (folder, exercise);

    public Exercise Exercise { get; }

    public string Source => Path.Combine(_folder, "Exercise.cs");

    public ExerciseProgress Progress => JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(_folder, StateFolder, StateFile)), ProgressJson.Default.ExerciseProgress)!;

    /// <summary>The exercise of that name in a folder; with no name that folder itself, or the one exercise in it.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static ExerciseFolder Find(string within, string? name)
    {
        if (Open(within) is { } inside && (name is null || inside.Exercise.Name == name)) return inside;
        if (name is not null) return Open(Path.Combine(within, name)) ?? throw new InvalidDataException($"{name}: expected the folder of an exercise; 'bnlab exercise start {name}' makes it");
        var found = Exercise.All.Select(exercise => Open(Path.Combine(within, exercise.Name))).OfType<ExerciseFolder>().ToList();
        return found.Count == 1 ? found[0] : throw new InvalidDataException(found.Count == 0
            ? "NAME: expected the name of an exercise that was started, as in 'bnlab exercise start forward-train'; here is none"
            : $"NAME: expected one of the exercises here: {string.Join(", ", found.Select(each => each.Exercise.Name))}");
    }

    /// <summary>Null if the folder is that of no exercise.</summary>
    public static ExerciseFolder? Open(string folder)
    {
        string state = Path.Combine(folder, StateFolder, StateFile);
        if (!File.Exists(state)) return null;
        try
        {
            string? name = JsonSerializer.Deserialize(File.ReadAllBytes(state), ProgressJson.Default.ExerciseProgress)?.Exercise;
            return Exercise.All.FirstOrDefault(exercise => exercise.Name == name) is { } exercise ? new(folder, exercise) : throw new JsonException();
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{state}: expected the progress of an exercise, as 'bnlab exercise start' writes it", e);
        }
    }

    /// <exception cref="InvalidDataException">The folder is there already.</exception>
    public static ExerciseFolder Start(string within, Exercise exercise)
    {
        string path = within == "." ? exercise.Name : Path.Combine(within, exercise.Name);
        if (Path.Exists(path))
            throw new InvalidDataException($"{path}: expected no such folder yet; 'bnlab exercise check {exercise.Name}' goes on, 'bnlab exercise reset {exercise.Name}' begins anew");
        Directory.CreateDirectory(Path.Combine(path, StateFolder));
        var folder = new ExerciseFolder(path, exercise);
        File.WriteAllText(folder.Source, exercise.Template);
        File.WriteAllText(Path.Combine(path, "README.md"), $"""
            # {exercise.Name}

            {exercise.Task}

            Write the method in Exercise.cs. Then, in this folder or the one above:

                bnlab exercise check
                bnlab exercise hint

            """);
        folder.Save(new(exercise.Name, 0, 0, IsSolved: false));
        return folder;
    }

    /// <summary>The file as it was at the start; the student's is kept aside.</summary>
    /// <returns>Where.</returns>
    public string Reset()
    {
        string aside = OutputFile.NameAside(Source);
        if (File.Exists(Source)) File.Move(Source, aside);
        File.WriteAllText(Source, Exercise.Template);
        Save(Progress with { Hints = 0, IsSolved = false });
        return aside;
    }

    public void Save(ExerciseProgress progress) =>
        File.WriteAllBytes(Path.Combine(_folder, StateFolder, StateFile), JsonSerializer.SerializeToUtf8Bytes(progress, ProgressJson.Default.ExerciseProgress));
}

/// <param name="Checks">How often the solution was checked.</param>
/// <param name="Hints">How many hints were given.</param>
internal sealed record ExerciseProgress(string Exercise, int Checks, int Hints, bool IsSolved);

[JsonSerializable(typeof(ExerciseProgress))]
internal sealed partial class ProgressJson : JsonSerializerContext;
