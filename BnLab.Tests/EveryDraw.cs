using FsCheck;

namespace BnLab.Tests;

/// <summary>Properties of whatever is drawn. The draws are the same in every run: a test that fails once fails again.</summary>
internal static class EveryDraw
{
    private const ulong Seed = 231, Gamma = 1; // the generator's step, an odd number

    /// <summary>Tries a property on a hundred draws.</summary>
    public static void Satisfies(Property property) => FsCheck.Check.One(Config.QuickThrowOnFailure.WithReplay(Seed, Gamma), property);
}
