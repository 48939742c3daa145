using BnLab.Experiments;

namespace BnLab.Cli;

/// <summary><c>bnlab sweep-lr</c>.</summary>
internal static class SweepLrCommand
{
    public static StudyCommand Create()
    {
        var defaults = new SweepLrOptions();
        var rateMin = SweepCommand.Named(ValueOption.Number("--lr-min", defaults.Rates.Min, "Smallest learning rate."), "N");
        var rateMax = SweepCommand.Named(ValueOption.Number("--lr-max", defaults.Rates.Max, "Largest learning rate."), "N");
        var points = SweepCommand.Named(ValueOption.Integer("--points", defaults.Rates.Points, "Learning rates from the smallest to the largest, at equal ratios."), "N");
        var rules = SweepCommand.Named(
            ValueOption.Choices("--update-rule", defaults.UpdateRules, TrainingSettings.UpdateRules, $"Update rules: {string.Join(", ", TrainingSettings.UpdateRules)}. May be repeated."), "RULE");
        var nets = SweepCommand.Nets(defaults.Nets);
        var training = new TrainingOptions(defaults.Settings, "--learning-rate", "--update-rule", "--print-every");
        return SweepCommand.Create(Catalogue.SweepLr, [rateMin, rateMax, points, rules, nets], training, parse => SweepLr.Define(new()
        {
            Rates = new(parse.GetValue(rateMin), parse.GetValue(rateMax), parse.GetValue(points)),
            UpdateRules = parse.GetRequiredValue(rules),
            Nets = [.. parse.GetRequiredValue(nets).Select(NetPlan.Named)],
            Seeds = parse.GetValue(SweepCommand.Seeds),
            Settings = training.Read(parse),
        }));
    }
}
