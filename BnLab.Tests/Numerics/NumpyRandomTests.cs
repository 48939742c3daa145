namespace BnLab.Tests.Numerics;

public sealed class NumpyRandomTests
{
    public static TheoryData<int> Seeds => [231, 0, 42];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Uniform_doubles_and_integers_are_NumPys_to_the_bit(int seed)
    {
        var golden = Golden(seed);
        Assert.Equal(golden.GetProperty("random_sample_10").Doubles(), Repeat(seed, 10, r => r.NextDouble()));
        Assert.Equal(golden.GetProperty("randint_10_size_20").Integers(), Repeat(seed, 20, r => r.NextInteger(10)));
        Assert.Equal(golden.GetProperty("permutation_20").Integers(), new NumpyRandom((uint)seed).Permutation(20));
        Assert.Equal(golden.GetProperty("uniform_minus1_1_size_5").Doubles(), Repeat(seed, 5, r => r.NextUniform(-1, 1)));

        var choice = new int[50];
        new NumpyRandom((uint)seed).Choice(1000, choice);
        Assert.Equal(golden.GetProperty("choice_1000_size_50").Integers(), choice);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Normal_draws_are_NumPys_to_1e_minus_15(int seed)
    {
        var golden = Golden(seed);
        double[] draws = Repeat(seed, 1000, r => r.NextNormal());
        Near(golden.GetProperty("randn_1000_first_7").Doubles(), draws[..7]);
        Near(golden.GetProperty("randn_1000_last_3").Doubles(), draws[^3..]);
        Assert.Equal(golden.GetProperty("randn_1000_sum").GetDouble(), draws.Sum(), 1e-11);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_second_normal_draw_of_a_pair_waits_while_others_draw(int seed)
    {
        var golden = Golden(seed);
        var random = new NumpyRandom((uint)seed);
        var mixed = golden.GetProperty("randn_3_then_random_sample_2_then_randn_3");
        Near(mixed[0].Doubles(), [.. Enumerable.Range(0, 3).Select(_ => random.NextNormal())]);
        Assert.Equal(mixed[1].Doubles(), new[] { random.NextDouble(), random.NextDouble() });
        Near(mixed[2].Doubles(), [.. Enumerable.Range(0, 3).Select(_ => random.NextNormal())]);

        random = new NumpyRandom((uint)seed);
        var choice = new int[9];
        mixed = golden.GetProperty("randn_5_then_choice_7_size_9_then_randn_5");
        Near(mixed[0].Doubles(), [.. Enumerable.Range(0, 5).Select(_ => random.NextNormal())]);
        random.Choice(7, choice);
        Assert.Equal(mixed[1].Integers(), choice);
        Near(mixed[2].Doubles(), [.. Enumerable.Range(0, 5).Select(_ => random.NextNormal())]);
    }

    [Fact]
    public void A_clone_goes_on_alike_and_alone()
    {
        var random = new NumpyRandom(7);
        random.NextNormal(); // leaves a spare draw behind
        var clone = random.Clone();
        double[] first = [.. Enumerable.Range(0, 1000).Select(_ => random.NextNormal())];
        double[] second = [.. Enumerable.Range(0, 1000).Select(_ => clone.NextNormal())];
        Assert.Equal(first, second);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(10_000)]
    [InlineData(10_001)]
    public void Skipped_normal_draws_leave_the_generator_as_made_ones_do(int count)
    {
        foreach (int before in new[] { 0, 1 }) // a spare draw is there or not
        {
            NumpyRandom skipping = new(7), drawing = new(7);
            for (int i = 0; i < before; i++) Assert.Equal(drawing.NextNormal(), skipping.NextNormal());
            skipping.SkipNormals(count);
            for (int i = 0; i < count; i++) drawing.NextNormal();
            Assert.Equal(drawing.NextInteger(1000), skipping.NextInteger(1000));
            for (int i = 0; i < 5; i++) Assert.Equal(drawing.NextNormal(), skipping.NextNormal());
        }
    }

    [Fact]
    public void An_integer_below_1_needs_no_draw_and_below_0_is_refused()
    {
        var random = new NumpyRandom(7);
        Assert.Equal(0, random.NextInteger(1));
        Assert.Equal(new NumpyRandom(7).NextDouble(), random.NextDouble());
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextInteger(0));
    }

    [Fact]
    public void A_generator_in_the_state_of_another_goes_on_as_that_one_does()
    {
        foreach (int draws in new[] { 0, 1, 311, 312, 1_000 })
        {
            var random = new NumpyRandom(231);
            for (int i = 0; i < draws; i++) random.NextDouble();
            random.NextNormal(); // the other of the pair waits
            var other = new NumpyRandom(1) { State = random.State };
            for (int i = 0; i < 1_500; i++) Assert.Equal(random.NextNormal(), other.NextNormal());
        }
    }

    [Fact]
    public void A_state_has_624_words_of_which_at_most_all_are_used()
    {
        Assert.Throws<ArgumentException>(() => new NumpyRandomState(new uint[623], 0, null));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NumpyRandomState(new uint[624], 625, null));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NumpyRandomState(new uint[624], -1, null));
    }

    private static JsonElement Golden(int seed) =>
        GoldenFile.Read("rng.json").GetProperty(seed.ToString(CultureInfo.InvariantCulture));

    private static TValue[] Repeat<TValue>(int seed, int count, Func<NumpyRandom, TValue> draw)
    {
        var random = new NumpyRandom((uint)seed);
        return [.. Enumerable.Range(0, count).Select(_ => draw(random))];
    }

    private static void Near(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-15 * Math.Max(1, Math.Abs(expected[i])));
    }
}
