using System.Text;
using BnLab.Output.Drawing.Lettering;
using BnLab.Results;

namespace BnLab.Output.Drawing.Layout;

/// <summary>Puts a figure in words, for readers who cannot see it.</summary>
internal static class FigureDescription
{
    /// <param name="figure">The figure.</param>
    /// <param name="notes">What each panel leaves out, in the panels' order.</param>
    public static string Of(Figure figure, IEnumerable<HiddenNote> notes)
    {
        StringBuilder text = new();
        Sentence(figure.Title);
        foreach ((Panel panel, HiddenNote note) in figure.Rows.SelectMany(row => row).Zip(notes))
        {
            string names = string.Join(", ", panel.Series.Select(series => series.Name).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal));
            string axes = panel.X.Label.Length + panel.Y.Label.Length == 0 ? "" : $"{panel.Y.Label} against {panel.X.Label}";
            string images = string.Join(", ", panel.Series.OfType<ImageGridSeries>().SelectMany(grid => grid.Images).Select(image => image.Caption).Where(caption => caption.Length > 0));
            Sentence(string.Join(": ", new[] { panel.Title, axes, names, images }.Where(part => part.Length > 0)));
            Sentence(note.Full);
        }

        return text.ToString();

        void Sentence(string words)
        {
            if (words.Length == 0) return;
            if (text.Length > 0) text.Append(' ');
            text.Append(MarkedText.Plain(MarkedText.Parse(words))).Append('.');
        }
    }
}
