namespace BnLab.Cli;

internal static class ExitCode
{
    public const int Done = 0;
    public const int BadInput = 1;
    public const int ClaimFailed = 2;
    public const int InternalError = 3;
    public const int Interrupted = 130; // 128 + SIGINT, as shells count
}
