using BnLab.Experiments;

namespace BnLab.Cli;

/// <summary><c>bnlab sweep-init</c>.</summary>
internal static class SweepInitCommand
{
    public static StudyCommand Create()
    {
        var defaults = new SweepInitOptions();
        var scaleMin = SweepCommand.Named(ValueOption.Number("--scale-min", defaults.Scales.Min, "Smallest weight scale."), "N");
        var scaleMax = SweepCommand.Named(ValueOption.Number("--scale-max", defaults.Scales.Max, "Largest weight scale."), "N");
        var points = SweepCommand.Named(ValueOption.Integer("--points", defaults.Scales.Points, "Weight scales from the smallest to the largest, at equal ratios."), "N");
        var nets = SweepCommand.Nets(defaults.Nets);
        var training = new TrainingOptions(defaults.Settings, "--weight-scale", "--print-every");
        return SweepCommand.Create(Catalogue.SweepInit, [scaleMin, scaleMax, points, nets], training, parse => SweepInit.Define(new()
        {
            Scales = new(parse.GetValue(scaleMin), parse.GetValue(scaleMax), parse.GetValue(points)),
            Nets = [.. parse.GetRequiredValue(nets).Select(NetPlan.Named)],
            Seeds = parse.GetValue(SweepCommand.Seeds),
            Settings = training.Read(parse),
        }));
    }
}
