using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.Loader;

namespace BnLab.Exercises;

/// <summary>
/// Runs a student's method in a process of its own: arrays in and out by files, so that nothing that it prints counts. Its limits of time and memory
/// keep a class from waiting; they are no sandbox.
/// </summary>
[UnconditionalSuppressMessage("Trimming", "IL2026", Justification = UnderDotnet)]
[UnconditionalSuppressMessage("Trimming", "IL2075", Justification = UnderDotnet)]
internal static class ExerciseChild
{
    public const string Command = "exercise-child";

    private const string UnderDotnet = "The native program starts this under dotnet, with the bnlab.dll beside it, of which nothing is trimmed.";

    /// <summary>Exit codes where there are no results.</summary>
    public const int Crashed = 1, NotWritten = 2, Unreadable = 3;

    /// <summary>Beside the file of results, in place of it: what went wrong.</summary>
    public static string ErrorOf(string results) => results + ".error";

    /// <returns>The exit code.</returns>
    public static int Run(string name, string assembly, string inputs, string results)
    {
        try
        {
            var exercise = Exercise.All.Single(each => each.Name == name);
            var arrays = StudentArrays.Read(inputs);
            object? result = Invoke(Method(AssemblyLoadContext.Default.LoadFromAssemblyPath(assembly), exercise), exercise, arrays);
            Matrix<double>[] matrices = result is Matrix<double> one ? [one] : [.. Fields(result)];
            if (matrices.Length != exercise.Results.Count) throw new InvalidDataException($"expected {exercise.Results.Count} matrices ({string.Join(", ", exercise.Results)}), but there are {matrices.Length}");
            using var stream = new FileStream(results, FileMode.CreateNew);
            StudentArrays.Write(stream, exercise.Results.Zip(matrices, (array, matrix) => (array, NumpyArray.Of(matrix, Shape(array, matrix)))));
            return 0;

            // As the student's own input has it: (N, C, H, W) where the matrix is (N, CHW).
            IReadOnlyList<int> Shape(string array, Matrix<double> matrix)
            {
                string like = array == "out" ? "x" : array[1..];
                bool isAlike = arrays.Has(like) && arrays.Matrix(like) is var input && (input.Rows, input.Columns) == (matrix.Rows, matrix.Columns);
                return isAlike ? arrays.ShapeOf(like) : [matrix.Rows, matrix.Columns];
            }
        }
        catch (TargetInvocationException e) when (e.InnerException is NotImplementedException)
        {
            return Failed(NotWritten, "it is not written yet");
        }
        catch (TargetInvocationException e) when (e.InnerException is { } thrown) // whatever the student's code throws
        {
            return Failed(Crashed, $"{thrown.GetType().Name}: {thrown.Message}{Place(thrown)}");
        }
        catch (Exception e) // there is no such method, or it gives back something else
        {
            return Failed(Unreadable, e.Message);
        }

        int Failed(int exitCode, string message)
        {
            File.WriteAllText(ErrorOf(results), message);
            return exitCode;
        }
    }

    /// <summary>The innermost line of the student's file.</summary>
    private static string Place(Exception thrown) =>
        new StackTrace(thrown, fNeedFileInfo: true).GetFrames().FirstOrDefault(frame => Path.GetFileName(frame.GetFileName()) == ExerciseFolder.SourceFile) is { } frame
            ? string.Create(CultureInfo.InvariantCulture, $" ({ExerciseFolder.SourceFile}:line {frame.GetFileLineNumber()})") : "";

    private static MethodInfo Method(Assembly assembly, Exercise exercise)
    {
        var method = assembly.GetType("Exercise")?.GetMethod(exercise.Method, BindingFlags.Public | BindingFlags.Static)
            ?? throw new InvalidDataException($"expected the method Exercise.{exercise.Method}, public and static, as 'bnlab exercise start {exercise.Name}' writes it");
        string[] parameters = [.. method.GetParameters().Select(parameter => parameter.Name!)];
        return parameters.SequenceEqual(exercise.Parameters, StringComparer.Ordinal)
            ? method
            : throw new InvalidDataException($"expected the parameters {string.Join(", ", exercise.Parameters)}, but they are {string.Join(", ", parameters)}");
    }

    private static object? Invoke(MethodInfo method, Exercise exercise, StudentArrays arrays) => method.Invoke(null, [.. exercise.Parameters.Select(parameter => parameter switch
    {
        "images" => (object)new ImageShape(arrays.ShapeOf("x")[1], arrays.ShapeOf("x")[2], arrays.ShapeOf("x")[3]),
        "groups" => arrays.Whole("gn_groups"),
        _ => arrays.Matrix(parameter),
    })]);

    /// <summary>Of a tuple of matrices.</summary>
    private static IEnumerable<Matrix<double>> Fields(object? result) =>
        result is System.Runtime.CompilerServices.ITuple tuple && Enumerable.Range(0, tuple.Length).All(i => tuple[i] is Matrix<double>)
            ? Enumerable.Range(0, tuple.Length).Select(i => (Matrix<double>)tuple[i]!)
            : throw new InvalidDataException("expected matrices as results");
}
