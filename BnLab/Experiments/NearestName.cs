namespace BnLab.Experiments;

/// <summary>The names that somebody may have meant who typed a name that does not exist.</summary>
internal static class NearestName
{
    public static IReadOnlyList<string> Of(string typed, IEnumerable<string> known, int most = 3)
    {
        var near = from name in known
                   let edits = Edits(typed, name)
                   let isPart = typed.Length >= 3 && name.Contains(typed, StringComparison.OrdinalIgnoreCase)
                   where isPart || 3 * edits < name.Length
                   orderby isPart ? 0 : 1, edits
                   select name;
        return [.. near.Take(most)];
    }

    /// <summary><c> Did you mean 'train'?</c>, or nothing.</summary>
    public static string Question(string typed, IEnumerable<string> known, int most = 1)
    {
        var near = Of(typed, known, most);
        return near.Count == 0 ? "" : $" Did you mean {string.Join(" or ", near.Select(name => $"'{name}'"))}?";
    }

    /// <summary>The Damerau-Levenshtein distance, row by row; swapped letters are not edited again.</summary>
    private static int Edits(string a, string b)
    {
        int[] before = [], last = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            var row = new int[b.Length + 1];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(Math.Min(last[j], row[j - 1]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            (before, last) = (last, row);
        }

        return last[^1];
    }
}
