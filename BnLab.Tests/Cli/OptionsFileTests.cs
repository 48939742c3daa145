namespace BnLab.Tests.Cli;

public sealed class OptionsFileTests
{
    [Theory]
    [InlineData("{\"experiment\": \"train\", \"options\": {\"lr\": \"0.5\"}}", "train")]
    [InlineData("{\"options\": {\"lr\": \"0.5\"}, \"experiment\": \"train\", \"seconds\": 3}", "train")]
    [InlineData("{\"lr\": \"0.5\"}", null)]
    public void A_manifest_is_known_by_its_experiment_and_options(string json, string? experiment)
    {
        var file = Read(json);
        Assert.Equal(experiment, file.Experiment);
        Assert.Equal([new("lr", "0.5")], file.Options);
    }

    [Fact]
    public void Numbers_keep_the_digits_that_were_typed() =>
        Assert.Equal(["1e-3", "0.10", "-0", "1,2.50,x", ""], Read("{\"a\": 1e-3, \"b\": 0.10, \"c\": -0, \"d\": [1, 2.50, \"x\"], \"e\": []}").Options.Select(option => option.Value));

    [Fact]
    public void A_text_that_no_path_can_have_is_refused() =>
        Assert.Contains("'out': expected a text without the character NUL", Assert.Throws<InvalidDataException>(() => Read("{\"out\": \"a\\u0000b\"}")).Message, StringComparison.Ordinal);

    /// <summary><c>BNLAB_FUZZ=1000000</c> tries a million.</summary>
    [Fact]
    public void No_text_breaks_the_reader()
    {
        byte[] whole = Encoding.UTF8.GetBytes("{\"experiment\":\"train\",\"options\":{\"lr\":1e-3,\"hidden\":[8,\"6\"],\"data\":\"\\u00e4é\",\"batchnorm\":true}}");
        byte[][] pieces = [[.. "\\ud800"u8], [0xC3], [0xFF], [.. "null"u8], [.. "[[{"u8], [.. "1e999"u8], [.. "\"options\":"u8], [.. "/*"u8], [0], [.. "\n"u8]];
        var random = new NumpyRandom(231);
        int refused = 0;
        for (int i = 0; i < Fuzzer.Inputs; i++)
        {
            byte[] bytes = [.. whole];
            for (int n = random.NextInteger(3); n >= 0 && bytes.Length > 0; n--)
            {
                int at = random.NextInteger(bytes.Length);
                bytes = random.NextInteger(3) switch
                {
                    0 => [.. bytes[..at], (byte)random.NextInteger(256), .. bytes[(at + 1)..]],
                    1 => [.. bytes[..at], .. bytes[int.Min(bytes.Length, at + random.NextInteger(9))..]],
                    _ => [.. bytes[..at], .. pieces[random.NextInteger(pieces.Length)], .. bytes[at..]],
                };
            }

            try
            {
                using var stream = new MemoryStream(bytes);
                OptionsFile.Read(stream, "x.json");
            }
            catch (InvalidDataException e)
            {
                refused++;
                Assert.StartsWith("x.json: ", e.Message, StringComparison.Ordinal);
            }
        }

        Assert.InRange(refused, Fuzzer.Inputs / 4, Fuzzer.Inputs);
    }

    private static OptionsFile Read(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return OptionsFile.Read(stream, "x.json");
    }
}
