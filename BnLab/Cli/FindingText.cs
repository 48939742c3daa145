namespace BnLab.Cli;

/// <summary>What was found of each array, as text: its name in a margin, what is wrong, how it is recognized, what is seen.</summary>
internal static class FindingText
{
    public static void Print(Terminal console, IReadOnlyList<Finding> findings, bool isNamed, params IEnumerable<(string Name, string Text)> before)
    {
        List<(string Array, List<string> Lines)> all = [.. before.Select(each => (each.Name, new List<string> { each.Text })), .. findings.Select(finding => (finding.Array, Lines(finding, isNamed).ToList()))];
        if (all.Count == 0) return;
        int margin = all.Max(each => each.Array.Length) + 2;
        string indent = new(' ', margin);
        foreach (var (array, lines) in all)
        {
            foreach (var (i, text) in lines.Index())
            {
                foreach (string line in WrappedText.Lines(text, i == 0 ? array.PadRight(margin) : indent, indent, Terminal.Columns)) console.Print(line);
            }
        }
    }

    /// <summary>The same for a program: <c>dx: wrong</c>, <c>dx.mistakes</c>, <c>dx.seen</c>.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Fields(Finding finding, bool isNamed)
    {
        yield return new(finding.Array, finding.IsRight ? "right" : "wrong");
        if (finding.Sentence.Length > 0 && (isNamed || finding.IsRight)) yield return new($"{finding.Array}.told", finding.Sentence);
        if (isNamed && finding.Mistakes.Count > 0) yield return new($"{finding.Array}.mistakes", string.Join(", ", finding.Mistakes));
        if (finding.Facts.Count > 0) yield return new($"{finding.Array}.seen", string.Join("; ", finding.Facts));
    }

    public static IEnumerable<string> Lines(Finding finding, bool isNamed)
    {
        if (finding.IsRight)
        {
            yield return finding.Sentence.Length == 0 ? "right" : finding.Sentence;
            yield break;
        }

        yield return finding.IsNotFinite ? "wrong: it has values that are no finite numbers"
            : finding.Mistakes.Count == 0 ? "wrong: no known mistake makes these numbers"
            : !isNamed ? "wrong: a known mistake"
            : finding.IsFitted ? $"wrong: {string.Join(", ", finding.Mistakes)}"
            : $"wrong: exactly what {finding.Mistakes[0]} makes";
        if (isNamed && !finding.IsFitted && finding.Mistakes.Count > 1) yield return $"(on these arrays the same: {string.Join(", ", finding.Mistakes.Skip(1))})";
        if (isNamed && finding.Sentence.Length > 0) yield return finding.Sentence;
        if (finding.Facts.Count > 0) yield return $"seen: {string.Join("; ", finding.Facts)}";
    }
}
