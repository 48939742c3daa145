namespace BnLab.Output.Drawing.Layout;

/// <summary>Where a panel stands.</summary>
/// <param name="Panel">The panel, with its ranges and labels chosen.</param>
/// <param name="Plot">Between its axes.</param>
/// <param name="Room">What it has in all.</param>
internal sealed record Place(PanelLayout Panel, Box Plot, Box Room);
