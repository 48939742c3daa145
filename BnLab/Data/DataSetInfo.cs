namespace BnLab.Data;

/// <summary>A data set that is read from files which a user has put somewhere.</summary>
/// <param name="Name">What the command line calls it: <c>cifar10</c>.</param>
/// <param name="Title">What messages call it.</param>
/// <param name="Description">What is in it.</param>
/// <param name="FolderName">The usual name of its folder.</param>
/// <param name="IsAt">Whether a folder holds it, by itself or in a folder of the usual name.</param>
/// <param name="Read">Reads it from there.</param>
public sealed record DataSetInfo(
    string Name, string Title, string Description, string FolderName, Func<string, bool> IsAt, Func<string, ImageSet> Read)
{
    /// <summary>Photographs in colour.</summary>
    public static DataSetInfo Cifar10 { get; } = new(
        "cifar10", "CIFAR-10 (binary version)", "photographs of 10 classes, 3 × 32 × 32 bytes, 50,000 in the original",
        Data.Cifar10.FolderName, Data.Cifar10.IsAt, Data.Cifar10.Read);

    /// <summary>Handwritten digits.</summary>
    public static DataSetInfo Mnist { get; } = new(
        "mnist", "MNIST", "handwritten digits, 1 × 28 × 28 bytes, 60,000 in the original",
        Data.Mnist.FolderName, Data.Mnist.IsAt, Data.Mnist.Read);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<DataSetInfo> All { get; } = [Cifar10, Mnist];

    /// <summary>Where the set is looked for when no path is given.</summary>
    public string DefaultPlace => Path.Combine("data", FolderName);

    /// <summary>The places where the set is looked for, for messages.</summary>
    public string Places => $"{DefaultPlace} or ${DataSets.Variable}";

    /// <summary>What gets the set, for messages.</summary>
    public string HowToGet => $"'bnlab data download {Name}' gets it";

    /// <summary>
    /// Where the set is, if it is anywhere: in the folder that the environment names, which may be its own or hold it under
    /// its usual name, else in its usual place.
    /// </summary>
    /// <exception cref="FileNotFoundException">The environment names a folder that holds no data set at all.</exception>
    public string? Find()
    {
        string? named = Environment.GetEnvironmentVariable(DataSets.Variable);
        if (!string.IsNullOrEmpty(named))
        {
            if (IsAt(named)) return named;
            if (!All.Any(other => other.IsAt(named)))
            {
                string why = Cifar10Diagnostics.Explain(named) is { } mistake ? $": {mistake}" : ".";
                throw new FileNotFoundException($"{DataSets.Variable}={named}: no {string.Join(" or ", All.Select(set => set.Title))} in this folder{why}");
            }
        }

        return IsAt(DefaultPlace) ? DefaultPlace : null;
    }
}
