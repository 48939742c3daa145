using System.Runtime.CompilerServices;
using System.Security;
using System.Text;
using System.Text.RegularExpressions;
using BnLab.Output.Plotting;

namespace BnLab.Output.Report;

/// <summary>HTML while it is written: what is interpolated into it is text and is escaped, unless it is HTML itself.</summary>
internal sealed class Html(Action<string> warn)
{
    private static readonly Regex SmallNumber = new("[0-9.]+[eE]-[0-9]+", RegexOptions.NonBacktracking);

    private readonly StringBuilder _text = new();

    /// <summary>Adds markup with text in its holes.</summary>
    public void Add(ref Markup markup) => _text.Append(markup.Text).Append('\n');

    /// <summary>Adds what is HTML already.</summary>
    public void AddRaw(string html) => _text.Append(html).Append('\n');

    /// <summary>What can be read from a file; null where it cannot, which is said in its place and to the user.</summary>
    public T? Read<T>(string what, Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            string missing = $"The {what} is not shown. {e.Message.ReplaceLineEndings(" ")}";
            Add($"<p class=\"missing\">{missing}</p>");
            warn(missing);
            return null;
        }
    }

    public override string ToString() => _text.ToString();

    /// <summary>An interpolated string whose holes are escaped.</summary>
    [InterpolatedStringHandler]
    public ref struct Markup(int literalLength, int formattedCount)
    {
        private readonly StringBuilder _markup = new(literalLength + (16 * formattedCount));

        public readonly string Text => _markup.ToString();

        public readonly void AppendLiteral(string markup) => _markup.Append(markup);

        public readonly void AppendFormatted(string? text) => _markup.Append(Escape(text ?? ""));

        public readonly void AppendFormatted(Measured text) => _markup.Append(SmallNumber.Replace(Escape(text.Text), "<span class=\"number\">$0</span>"));

        public readonly void AppendFormatted(Attribute attribute) => _markup.Append(attribute.Html);

        public readonly void AppendFormatted(int number) => _markup.Append(number);

        private static string Escape(string text) => SecurityElement.Escape(PlotText.Clean(text));
    }

    /// <summary>An attribute that is HTML already, with the space before it; or nothing.</summary>
    public readonly record struct Attribute(string Html);

    /// <summary>Text with numbers in it, each of which stays on one line: a browser would break 1e-08 after its sign.</summary>
    public readonly record struct Measured(string Text);
}
