namespace BnLab.Runs;

/// <summary>Finds a figure's data beside any file of its run.</summary>
internal static class FigureFile
{
    /// <summary>The path itself if it is of a figure's data, else the data of the figure of the same run.</summary>
    public static string Find(string path)
    {
        if (path.EndsWith(Figure.FileExtension, StringComparison.Ordinal) || Directory.Exists(path)) return path;
        string folder = Path.GetDirectoryName(path) ?? "", name = Path.GetFileName(path);
        List<string> tried = [];
        for (int dot; (dot = name.LastIndexOf('.')) > 0;)
        {
            name = name[..dot];
            string candidate = Path.Combine(folder, name + Figure.FileExtension);
            if (File.Exists(candidate)) return candidate;
            tried.Add(Path.GetFileName(candidate));
        }

        if (tried.Count == 0) throw new FileNotFoundException($"{path}: expected a file of a run, such as train{Figure.FileExtension}.");
        var siblings = Directory.Exists(Path.Combine(".", folder)) ? Directory.EnumerateFiles(Path.Combine(".", folder)) : [];
        string[] parts =
        [
            .. siblings.Select(file => Path.GetFileName(file))
                .Where(file => file.StartsWith($"{name}.", StringComparison.Ordinal) && file.EndsWith(Figure.FileExtension, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
        return parts.Length switch
        {
            1 => Path.Combine(folder, parts[0]),
            0 => throw new FileNotFoundException($"{path}: expected the data of its figure beside it ({string.Join(" or ", tried)}), but there is no such file."),
            _ => throw new IOException($"{path}: expected one figure, but its run has {parts.Length}: {string.Join(", ", parts)}."),
        };
    }

    /// <summary>The manifest of the run that a file belongs to; null if there is none that names it.</summary>
    public static RunManifest? Manifest(string path)
    {
        string folder = Path.Combine(".", Path.GetDirectoryName(path) ?? ""), name = Path.GetFileName(path);
        if (!Directory.Exists(folder)) return null;
        foreach (string file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            try
            {
                var manifest = ManifestJson.Read(file);
                if (manifest.Files.Contains(name, StringComparer.Ordinal)) return manifest;
            }
            catch (Exception e) when (e is InvalidDataException or IOException)
            {
                // Not a manifest, so not one that names the file.
            }
        }

        return null;
    }
}
