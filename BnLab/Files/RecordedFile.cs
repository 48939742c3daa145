using System.Security.Cryptography;

namespace BnLab.Files;

/// <summary>
/// A file whose SHA-256 sum is recorded in the manifest of its run. A run that was killed after its manifest was there and before
/// all files had their names has the others under temporary names.
/// </summary>
internal static class RecordedFile
{
    /// <summary>Where the file is to be read.</summary>
    /// <param name="checksum">Null if none is recorded.</param>
    /// <exception cref="InvalidDataException">Under this name is something else.</exception>
    public static string Find(string path, string? checksum)
    {
        if (checksum is null)
        {
            return new FileInfo(path).LinkTarget is null ? path : throw new InvalidDataException($"{path}: expected a file of the run, but this is a link.");
        }

        if (Checksum(path) == checksum) return path;
        foreach (var (temporary, target) in OutputFile.TemporaryIn(Path.GetDirectoryName(Path.GetFullPath(path))!))
        {
            if (Path.GetFileName(target) == Path.GetFileName(path) && Checksum(temporary) == checksum) return temporary;
        }

        return File.Exists(path) ? throw new InvalidDataException($"{path}: this is not what the run wrote; the file is another's, or it was changed since.") : path;
    }

    /// <summary>SHA-256 in hexadecimal digits; null where there is no file that can be read.</summary>
    public static string? Checksum(string path)
    {
        try
        {
            using var stream = InputFile.Open(path, "a file of a run");
            return Checksum(stream);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Of all that is in a file.</summary>
    public static string Checksum(FileStream stream)
    {
        stream.Position = 0;
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
