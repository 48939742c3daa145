using System.Text.RegularExpressions;

namespace BnLab.Output.Report;

/// <summary>All claims of the page, a row each: the statement, the effect with its interval as a bar beside the limit, the outcome.</summary>
internal static class ClaimsTable
{
    private const double HalfBar = 56.0; // pixels

    private static readonly Regex Limit = new("-?[0-9.]+(?:e-?[0-9]+)?", RegexOptions.NonBacktracking);

    public static void Add(Html html, IReadOnlyList<ReportRun> runs)
    {
        if (runs.All(run => run.Manifest.Claims.Count == 0)) return;
        html.AddRaw("<section aria-labelledby=\"claims\">\n<h2 id=\"claims\">Claims</h2>\n<table class=\"outcomes\" role=\"table\">\n<thead role=\"rowgroup\"><tr role=\"row\">");
        foreach (string column in (string[])["Experiment", "Claim", "Effect and 95 % interval", "Outcome"]) html.Add($"<th role=\"columnheader\" scope=\"col\">{column}</th>");
        html.AddRaw("</tr></thead>");
        foreach (var run in runs.Where(run => run.Manifest.Claims.Count > 0))
        {
            html.Add($"<tbody role=\"rowgroup\">\n<tr role=\"row\"><th role=\"rowheader\" scope=\"rowgroup\" rowspan=\"{run.Manifest.Claims.Count}\"><a href=\"#{run.Id}\">{run.Name}</a></th>");
            foreach (var (i, claim) in run.Manifest.Claims.Index())
            {
                if (i > 0) html.AddRaw("<tr role=\"row\">");
                AddRow(html, claim);
            }

            html.AddRaw("</tbody>");
        }

        html.AddRaw(
            "</table>\n<p class=\"note\">The bar is the 95 % interval, the dot the effect, the dotted line the limit. A claim holds on its side of the limit, and does not hold beyond it, where p is "
            + "below 0.05: p is how often chance would put an effect so far from the limit, corrected for all claims of the run (Holm), so that the interval of one claim alone may exclude the "
            + "limit and the claim be not decided. Not decided means that the measurements do not tell: either may be true.</p>\n</section>");
    }

    private static void AddRow(Html html, Claim claim)
    {
        string[] details = [claim.EffectText[claim.IntervalText.Length..].Trim(), $"holds if {claim.HoldsIf}", claim.Measured, claim.WhatWouldDecide];
        Html.Measured statement = new(claim.Statement), detail = new(string.Join("; ", details.Where(part => part.Length > 0))), interval = new(claim.IntervalText);
        html.Add($"<td role=\"cell\">{statement} <span class=\"faint\">{detail}</span></td><td role=\"cell\" class=\"effect\">{Bar(claim)}<span>{interval}</span></td>");
        html.Add($"<td role=\"cell\" class=\"{Shown(claim.Outcome)}\">{claim.Outcome.Text()}</td></tr>");
    }

    /// <summary>The interval around the limit, which is in the middle; empty where there is none.</summary>
    private static Html.Attribute Bar(Claim claim)
    {
        if (claim is not { Effect: { } effect, Low: { } low, High: { } high }) return default;
        double[] limits = [.. Limit.Matches(claim.HoldsIf).Select(match => double.Parse(match.Value, CultureInfo.InvariantCulture))];
        double middle = limits.Average(), reach = limits.Concat([low, high]).Max(value => Math.Abs(value - middle));
        string marks = string.Concat(limits.Select(limit => Text($"<path class=\"limit\" d=\"M{X(limit):0.#} -8V8\"/>")));
        return new(Text($"<svg width=\"120\" height=\"16\" viewBox=\"-60 -8 120 16\" class=\"{Shown(claim.Outcome)}\" aria-hidden=\"true\">{marks}")
            + Text($"<path d=\"M{X(low):0.#} 0H{X(high):0.#}\"/><circle cx=\"{X(effect):0.#}\" r=\"3\"/></svg> "));

        double X(double value) => reach > 0.0 ? HalfBar * (value - middle) / reach : 0.0;

        static string Text(FormattableString markup) => markup.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The colour of an outcome, as a class of the style sheet.</summary>
    private static string Shown(Outcome outcome) => outcome switch
    {
        Outcome.Holds => "held",
        Outcome.DoesNotHold => "not-held",
        _ => "open",
    };
}
