namespace BnLab.Results;

/// <summary>A picture as data: rows of panels under one title. Renderers draw it; experiments only fill it in.</summary>
/// <param name="Rows">The panels, row by row from the top. The panels of one row share its width equally.</param>
internal sealed record Figure(string Title, IReadOnlyList<IReadOnlyList<Panel>> Rows)
{
    public const string FileExtension = ".figure.csv";

    /// <summary>Panels one below the other, as the course's notebook stacks its three.</summary>
    public static Figure Stacked(string title, params Panel[] panels) =>
        new(title, [.. panels.Select(panel => new[] { panel })]);

    /// <summary>Whether the panels of a column have one horizontal axis: equal limits, labelled below the last one only.</summary>
    public bool SharesX { get; init; }

    /// <summary>Whether the panels of a row have one vertical axis: equal limits, labelled left of the first one only.</summary>
    public bool SharesY { get; init; }
}

/// <summary>One pair of axes and what is drawn between them, later series on top.</summary>
internal sealed record Panel(string Title, Axis X, Axis Y, IReadOnlyList<Series> Series)
{
    /// <summary>Whether the axes are drawn: pictures have none.</summary>
    public bool HasAxes => !Series.Any(series => series is ImageGridSeries);
}

/// <param name="Label">What is measured, with its unit if it has one.</param>
/// <param name="Min">Lower limit; null takes it from the data.</param>
/// <param name="Max">Upper limit; null takes it from the data. Points beyond a limit are marked at the panel's edge and counted in a note.</param>
internal sealed record Axis(string Label, AxisScale Scale = AxisScale.Linear, double? Min = null, double? Max = null)
{
    /// <summary>Whether only whole numbers have ticks: epochs, layers.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Names of the places 0, 1, 2, … instead of numbers; none for an axis of numbers.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Whether a value has a place on the axis at all: it is finite, and positive where the axis is logarithmic.</summary>
    public bool CanShow(double value) => double.IsFinite(value) && (Scale == AxisScale.Linear || value > 0);
}

/// <summary>Logarithms are to base 10.</summary>
internal enum AxisScale
{
    Linear,
    Log,
}
