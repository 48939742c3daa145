using BnLab.Cli;

namespace BnLab.Tests.Cli;

public sealed class SweepProgressTests
{
    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(89.4, "89 s")]
    [InlineData(89.6, "1 min")]
    [InlineData(249, "4 min")]
    [InlineData(5_340, "89 min")]
    [InlineData(5_400, "1 h 30 min")]
    [InlineData(36_300, "10 h 05 min")]
    [InlineData(86_399, "1 d 0 h")]
    [InlineData(273_600, "3 d 4 h")]
    public void A_duration_is_told_in_words(double seconds, string words) => Assert.Equal(words, SweepProgress.Words(TimeSpan.FromSeconds(seconds)));
}
