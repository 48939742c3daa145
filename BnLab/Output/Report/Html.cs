using System.Security;
using System.Text;
using System.Text.RegularExpressions;
using BnLab.Output.Plotting;

namespace BnLab.Output.Report;

/// <summary>Builds HTML: what is interpolated is escaped, unless it is an <see cref="Attribute"/> or a <see cref="Measured"/> text.</summary>
internal sealed class Html(Action<string> warn)
{
    private static readonly Regex SmallNumber = new("[0-9.]+[eE]-[0-9]+", RegexOptions.NonBacktracking);

    private readonly StringBuilder _text = new();

    public void Add(FormattableString markup) => _text.AppendFormat(CultureInfo.InvariantCulture, markup.Format, [.. markup.GetArguments().Select(Escaped)]).Append('\n');

    /// <summary>Adds what is HTML already.</summary>
    public void AddRaw(string html) => _text.Append(html).Append('\n');

    /// <summary>What a file holds. Where it cannot be read, the page says so, the user is warned, and null is returned.</summary>
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

    private static string Escaped(object? hole) => hole switch
    {
        Attribute attribute => attribute.Html,
        Measured measured => SmallNumber.Replace(Escape(measured.Text), "<span class=\"number\">$0</span>"),
        _ => Escape(Convert.ToString(hole, CultureInfo.InvariantCulture) ?? ""),
    };

    private static string Escape(string text) => SecurityElement.Escape(PlotText.Clean(text));

    /// <summary>Is HTML already, with the space before it; or empty.</summary>
    public readonly record struct Attribute(string Html);

    /// <summary>Text with numbers, each of which stays on one line: a browser would break 1e-08 after its sign.</summary>
    public readonly record struct Measured(string Text);
}
