using System.Text;

namespace BnLab.Output.Drawing;

/// <summary>How an SVG names its colours.</summary>
internal abstract class SvgColours
{
    /// <summary>As they are: for a file of its own, which every viewer shows alike.</summary>
    public static SvgColours Plain { get; } = new PlainColours();

    /// <summary>
    /// As classes, whose colours a page's style sheet gives for a light and a dark surrounding. The picture must have been
    /// laid out with <see cref="Theme.Light"/>. Colours that are not the theme's (those of heat maps) stay as they are.
    /// </summary>
    public static SvgColours Adaptive { get; } = new AdaptiveColours();

    /// <summary>The style sheet that <see cref="Adaptive"/> needs.</summary>
    public static string Style { get; } = AdaptiveColours.Sheet();

    /// <summary>The class of the whole picture.</summary>
    public const string Figure = "bnlab-figure";

    /// <summary>The attributes of an element with this inside and this edge; null for none.</summary>
    public string Attributes(Colour? fill, Colour? stroke)
    {
        StringBuilder text = new(Names(fill, stroke));
        if (fill is { Alpha: < 255 } inside) text.Append($" fill-opacity=\"{Opacity(inside)}\"");
        if (stroke is { Alpha: < 255 } edge) text.Append($" stroke-opacity=\"{Opacity(edge)}\"");
        return text.ToString();
    }

    protected abstract string Names(Colour? fill, Colour? stroke);

    protected static string Direct(string attribute, Colour? colour) => colour is { } known ? $" {attribute}=\"{known.Css}\"" : "";

    private static string Opacity(Colour colour) => SvgText.Number(colour.Alpha / 255.0);

    private sealed class PlainColours : SvgColours
    {
        protected override string Names(Colour? fill, Colour? stroke) => Direct("fill", fill) + Direct("stroke", stroke);
    }

    private sealed class AdaptiveColours : SvgColours
    {
        private static readonly Dictionary<Colour, string> Roles = FindRoles();

        public static string Sheet()
        {
            StringBuilder css = new($"svg.{Figure}{{max-width:100%;height:auto;{Variables(Theme.Light)}}}\n");
            css.Append($"@media screen and (prefers-color-scheme:dark){{svg.{Figure}{{{Variables(Theme.Dark)}}}}}\n");
            foreach (string role in Named(Theme.Light).Select(named => named.Role))
                css.Append($".{Figure} .f-{role}{{fill:var(--{role})}}.{Figure} .s-{role}{{stroke:var(--{role})}}\n");
            return css.ToString();
        }

        protected override string Names(Colour? fill, Colour? stroke)
        {
            string direct = (Role(fill) is null ? Direct("fill", fill) : "") + (Role(stroke) is null ? Direct("stroke", stroke) : "");
            string[] classes = [.. new[] { Role(fill) is { } f ? $"f-{f}" : "", Role(stroke) is { } s ? $"s-{s}" : "" }.Where(name => name.Length > 0)];
            return classes.Length == 0 ? direct : $" class=\"{string.Join(' ', classes)}\"{direct}";
        }

        private static string? Role(Colour? colour) => colour is { } known ? Roles.GetValueOrDefault(known.WithAlpha(255)) : null;

        private static string Variables(Theme theme) => string.Join(';', Named(theme).Select(named => $"--{named.Role}:{named.Colour.Css}"));

        private static Dictionary<Colour, string> FindRoles()
        {
            Dictionary<Colour, string> roles = [];
            foreach ((string role, Colour colour) in Named(Theme.Light)) roles.TryAdd(colour, role);
            return roles;
        }

        private static IEnumerable<(string Role, Colour Colour)> Named(Theme theme) =>
        [
            ("paper", theme.Paper), ("ink", theme.Ink), ("faint", theme.Faint), ("grid", theme.Grid),
            .. theme.Palette.Select((colour, i) => ($"c{i}", colour)),
        ];
    }
}
