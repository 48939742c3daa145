namespace BnLab.Output.Drawing.Layout;

/// <summary>The type sizes and distances of a figure, in units. A small figure has slightly smaller type.</summary>
internal sealed record TypeSizes(double Factor)
{
    public static TypeSizes For(double width, double height) =>
        new(Math.Clamp(Math.Min(width / 520, height / 420), 0.72, 1));

    public double FigureTitle => 16 * Factor;

    public double PanelTitle => 13 * Factor;

    public double AxisLabel => 12 * Factor;

    public double TickLabel => 11 * Factor;

    public double Legend => 11.5 * Factor;

    public double Note => 10 * Factor;

    /// <summary>What a caption takes under a picture.</summary>
    public double Caption => (1.15 * TickLabel) + Gap;

    /// <summary>Between small pictures.</summary>
    public double PictureGap => 2 * Gap;

    /// <summary>Around the whole figure.</summary>
    public double Margin => 14 * Factor;

    /// <summary>A major tick; a minor one is 0.6 of it.</summary>
    public double TickLength => 4 * Factor;

    /// <summary>Between a tick and its label, a label and the next thing.</summary>
    public double Gap => 4 * Factor;

    /// <summary>From an axis to the labels below it: far enough for the lowest label beside it not to reach them.</summary>
    public double BelowAxis => TickLength + (1.25 * Gap);

    /// <summary>Between rows of panels, and between columns.</summary>
    public double PanelGap => 16 * Factor;

    /// <summary>The same where only the outer panels have labels; wide enough for the labels that reach beyond a plot.</summary>
    public double SharedGap => 11 * Factor;
}
