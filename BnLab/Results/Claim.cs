using System.Text.Json.Serialization;

namespace BnLab.Results;

/// <summary>A statement that holds exactly or up to rounding. Where it does not hold, the program is broken, or a mistake was planted.</summary>
/// <param name="Limit">What the measured number must reach, or must not pass.</param>
internal sealed record Check(string Statement, string Measured, string Limit, bool Passed);

/// <summary>An empirical statement, and what the measurements say of it.</summary>
/// <param name="Effect">The mean over the repetitions; null if it is not finite.</param>
/// <param name="Low">The 95 % interval's lower end; null if there is no interval.</param>
/// <param name="Unit">What the effect is measured in: <c>validation accuracy</c>.</param>
/// <param name="IsRatio">Whether the effect is a factor, 1 where there is none; else it is a difference.</param>
/// <param name="Count">The number of repetitions.</param>
/// <param name="Repeated">What is repeated: <c>seeds</c>.</param>
/// <param name="HoldsIf">Where the interval must lie: <c>above 0</c>.</param>
/// <param name="P">The probability of such an effect where the statement's limit is the truth, after Holm's correction for all claims of the run.</param>
/// <param name="Enough">About how many repetitions would decide; null if it is decided, or if that cannot be told.</param>
/// <param name="Measured">The numbers that the effect is computed from: <c>0.724 against 0.527</c>.</param>
internal sealed record Claim(
    string Statement, Outcome Outcome, double? Effect, double? Low, double? High, string Unit, bool IsRatio, int Count, string Repeated, string HoldsIf,
    double? P, int? Enough, string Measured)
{
    /// <summary>How many claims of the run are judged together.</summary>
    public int Together { get; init; } = 1;

    /// <summary>More repetitions than anybody has the time for.</summary>
    public const int Many = 1_000;

    /// <summary><c>+0.031 [+0.019, +0.043] accuracy, 10 seeds, p = 0.004 of 5 claims</c>.</summary>
    [JsonIgnore]
    public string EffectText
    {
        get
        {
            string of = string.Create(CultureInfo.InvariantCulture, $"{Count} {(Count == 1 ? Repeated.TrimEnd('s') : Repeated)}");
            string p = Low is null || P is not { } chance ? "" : chance < 0.001 ? ", p < 0.001" : string.Create(CultureInfo.InvariantCulture, $", p = {chance:0.000}");
            string together = p.Length == 0 || Together == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" of {Together} claims");
            return $"{IntervalText} {Unit}, {of}{p}{together}";
        }
    }

    /// <summary><c>+0.031 [+0.019, +0.043]</c>.</summary>
    [JsonIgnore]
    public string IntervalText => (Effect is { } effect ? Number(effect) : "not a number") + (Low is { } low && High is { } high ? $" [{Number(low)}, {Number(high)}]" : "");

    /// <summary>What would decide it; empty if it is decided.</summary>
    [JsonIgnore]
    public string WhatWouldDecide => Outcome != Outcome.NotDecided ? ""
        : Count == 1 ? $"one {Repeated.TrimEnd('s')} shows no spread"
        : Effect is null ? "a net's numbers are not finite"
        : Enough is null && Effect is { } effect && effect == Low && effect == High ? $"all {Repeated} give the limit itself"
        : Enough is null ? $"more {Repeated} would not decide"
        : Enough > Many ? string.Create(CultureInfo.InvariantCulture, $"more than {Many:N0} {Repeated} would decide")
        : string.Create(CultureInfo.InvariantCulture, $"about {Enough} {Repeated} would decide");

    /// <summary>So many decimals that half the interval's width has two digits; of a factor, the narrower half.</summary>
    private string Number(double value)
    {
        double half = (IsRatio ? Effect - Low : (High - Low) / 2) ?? Math.Abs(value) / 10;
        int decimals = half > 0 ? int.Clamp(1 - (int)Math.Floor(Math.Log10(half)), 0, 9) : 3;
        bool vanishes = IsRatio && value < 0.5 * Math.Pow(10, -decimals);
        if (Math.Abs(value) >= 1e6 || decimals > 6 || vanishes) return ShortNumber.Text(double.Parse(value.ToString("G2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
        string format = decimals == 0 ? "0" : $"0.{new string('0', decimals)}";
        return value.ToString(IsRatio ? format : $"+{format};-{format};{format}", CultureInfo.InvariantCulture);
    }
}

[JsonConverter(typeof(JsonStringEnumConverter<Outcome>))]
internal enum Outcome
{
    [JsonStringEnumMemberName("holds")]
    Holds,

    [JsonStringEnumMemberName("does not hold")]
    DoesNotHold,

    [JsonStringEnumMemberName("not decided")]
    NotDecided,
}

internal static class OutcomeText
{
    public const string Ok = "ok", Broken = "BROKEN";

    public static string Text(this Check check) => check.Passed ? Ok : Broken;

    /// <summary>After the number of claims.</summary>
    public static string OfSeveral(this Outcome outcome) => outcome switch
    {
        Outcome.Holds => "hold",
        Outcome.DoesNotHold => "do not hold",
        _ => "not decided",
    };

    /// <summary>The word in text and report, the same as in JSON.</summary>
    public static string Text(this Outcome outcome) => outcome switch
    {
        Outcome.Holds => "holds",
        Outcome.DoesNotHold => "does not hold",
        _ => "not decided",
    };
}
