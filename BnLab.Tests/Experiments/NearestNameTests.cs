namespace BnLab.Tests.Experiments;

public sealed class NearestNameTests
{
    private static readonly string[] Commands = ["forward", "gradcheck", "backward-speed", "train", "data"];

    [Theory]
    [InlineData("forwrd", "forward")]   // a letter left out
    [InlineData("forwarrd", "forward")] // one too many
    [InlineData("fprward", "forward")]  // another one
    [InlineData("tarin", "train")]      // two swapped
    [InlineData("speed", "backward-speed")] // a part of it
    public void A_slip_of_the_fingers_is_understood(string typed, string meant) => Assert.Equal(meant, NearestName.Of(typed, Commands)[0]);

    [Theory]
    [InlineData("xyz")]
    [InlineData("")]
    [InlineData("a")]
    public void What_is_near_to_nothing_has_no_nearest(string typed) => Assert.Empty(NearestName.Of(typed, Commands));

    [Fact]
    public void The_nearest_comes_first_and_no_more_are_given_than_asked_for()
    {
        Assert.Equal(["relu", "relus"], NearestName.Of("relu", ["relus", "sigmoid", "relu", "relux"], most: 2));
        Assert.Equal(" Did you mean 'relu' or 'relus'?", NearestName.Question("relu", ["relus", "relu"], most: 2));
        Assert.Equal("", NearestName.Question("relu", ["sigmoid"]));
    }
}
