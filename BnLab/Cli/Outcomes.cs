using Spectre.Console;

namespace BnLab.Cli;

/// <summary>Checks and claims as lines: the outcome in its colour, what is stated, what was measured, and in the end what the outcomes mean.</summary>
internal static class Outcomes
{
    private static readonly (string Mark, string Meaning)[] Meanings =
    [
        (OutcomeText.Broken, "it must hold exactly, or up to rounding, and it does not: the program is wrong, or a mistake was planted."),
        (Outcome.DoesNotHold.Text(), "the 95 % interval lies beyond the limit: a finding, and no error of the program."),
        (Outcome.NotDecided.Text(), "the measurements do not tell, so either may be true: no error of the program."),
    ];

    private const string P = "p: how often chance would put an effect so far from the limit, on either side, corrected for all claims of the run. Below 0.05 decides, whatever the interval of one claim alone.";

    public static string Measured(Check check) => $"{check.Measured} (limit {check.Limit})";

    /// <summary><c>BROKEN  statement: measured</c>, without colour.</summary>
    public static string Line(Check check) => $"{check.Text()}  {check.Statement}: {Measured(check)}";

    /// <param name="colours">Null for none.</param>
    public static void Print(ExperimentResult result, TextWriter output, int columns, IAnsiConsole? colours)
    {
        var all = result.Checks.Select(check => (Mark: check.Text(), check.Statement, Measured: Measured(check)))
            .Concat(result.Claims.Select(claim => (Mark: claim.Outcome.Text(), claim.Statement, Measured: Measured(claim)))).ToList();
        if (all.Count == 0) return;
        int margin = all.Max(each => each.Mark.Length) + 2;
        string indent = new(' ', margin);
        foreach (var (mark, statement, measured) in all)
        {
            string line = $"{statement}: {measured}";
            IEnumerable<string> lines = margin + line.Length <= columns
                ? [indent + line]
                : WrappedText.Lines($"{statement}:", indent, indent, columns).Concat(WrappedText.Lines(measured, indent, indent, columns));
            WriteMark(mark, output, colours);
            output.Write(string.Join(Environment.NewLine, lines)[mark.Length..] + Environment.NewLine);
        }

        if (result.Claims.Any(claim => claim.P is not null))
        {
            output.Write(Environment.NewLine);
            foreach (string line in WrappedText.Lines(P, "", "", columns)) output.Write(line + Environment.NewLine);
        }

        foreach (var (mark, meaning) in Meanings.Where(each => all.Any(one => one.Mark == each.Mark)))
        {
            output.Write(Environment.NewLine);
            foreach (string line in WrappedText.Lines($"{mark}: {meaning}", "", "", columns)) output.Write(line + Environment.NewLine);
        }
    }

    /// <param name="colours">Null for none.</param>
    public static void WriteMark(string mark, TextWriter output, IAnsiConsole? colours)
    {
        if (colours is null) output.Write(mark);
        else colours.Write(new Text(mark, Colour(mark)));
    }

    /// <summary>With <c>about 41 seeds would decide</c> where it is not decided.</summary>
    private static string Measured(Claim claim) => string.Join("; ", new[]
    {
        claim.EffectText, $"holds if {claim.HoldsIf}", claim.Measured, claim.WhatWouldDecide,
    }.Where(part => part.Length > 0));

    private static Color Colour(string mark) =>
        mark == OutcomeText.Broken ? Color.Red
        : mark == Outcome.NotDecided.Text() ? Color.Yellow
        : mark == Outcome.DoesNotHold.Text() ? Color.Blue
        : Color.Green;
}
