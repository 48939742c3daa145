namespace BnLab.Cli;

internal static class ExitCode
{
    public const int Done = 0;
    public const int BadInput = 1;
    public const int Broken = 2;
    public const int InternalError = 3;
    public const int Interrupted = 130; // 128 + SIGINT, as shells count

    /// <summary>Of a run that is complete: a broken check is an error; with <c>--strict</c>, so is a claim that does not hold or is not decided.</summary>
    public static int Of(IReadOnlyList<Check> checks, IReadOnlyList<Claim> claims, bool strict) =>
        checks.Any(check => !check.Passed) || (strict && claims.Any(claim => claim.Outcome != Outcome.Holds)) ? Broken : Done;
}
