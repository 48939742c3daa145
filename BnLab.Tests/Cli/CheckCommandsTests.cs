namespace BnLab.Tests.Cli;

/// <summary>What the course's checks print, against what public notebooks print with seed 231.</summary>
public sealed class CheckCommandsTests : FolderTests
{
    [Theory]
    [InlineData("batchnorm", "Before batch normalization:", "[ -2.3814598  -13.18038246   1.91780462]", "[27.18502186 34.21455511 37.68611762]")]
    [InlineData("batchnorm", "After batch normalization (gamma= [1. 2. 3.] , beta= [11. 12. 13.] )", "[11. 12. 13.]", "[0.99999999 1.99999999 2.99999999]")]
    [InlineData("batchnorm", "After batch normalization (test-time):", "[-0.03927354 -0.04349152 -0.10452688]", "[1.01531428 1.01238373 0.97819988]")]
    [InlineData("layernorm", "Before layer normalization:", "[-59.06673243 -47.60782686 -43.31137368 -26.40991744]", "[10.07429373 28.39478981 35.28360729  4.01831507]")]
    [InlineData("layernorm", "After layer normalization (gamma= [3. 3. 3.] , beta= [5. 5. 5.] )", "[5. 5. 5. 5.]", "[2.99999985 2.99999998 2.99999999 2.99999907]")]
    [InlineData("spatial-batchnorm", "Before spatial batch normalization:", "[9.33463814 8.90909116 9.11056338]", "[3.61447857 3.19347686 3.5168142 ]")]
    [InlineData("spatial-batchnorm", "After spatial batch normalization (nontrivial gamma, beta):", "[6. 7. 8.]", "[2.99999885 3.99999804 4.99999798]")]
    [InlineData("spatial-batchnorm", "After spatial batch normalization (test-time):", "[-0.08034406  0.07562881  0.05716371  0.04378383]", "[0.96718744 1.0299714  1.02887624 1.00585577]")]
    [InlineData("groupnorm", "Before spatial group normalization:", "[9.72505327 8.51114185 8.9147544  9.43448077]", "[3.67070958 3.09892597 4.27043622 3.97521327]")]
    public async Task Forward_prints_the_notebooks_numbers(string layer, string heading, string means, string stds)
    {
        var run = await Run("forward", "--layer", layer);
        string after = run.Output[run.Output.IndexOf(heading, StringComparison.Ordinal)..];
        string[] lines = after.Split('\n');
        string expected = (layer, heading.Contains("test-time", StringComparison.Ordinal)) switch
        {
            ("spatial-batchnorm", false) => $"  Shape:  (2, 3, 4, 5)\n  Means:  {means}\n  Stds:  {stds}",
            ("groupnorm", _) => $"  Shape:  (2, 6, 4, 5)\n  Means:  {means}\n  Stds:  {stds}",
            ("spatial-batchnorm", true) => $"  means:  {means}\n  stds:  {stds}",
            _ => $"  means:  {means}\n  stds:   {stds}\n",
        };
        Assert.Equal(0, run.ExitCode);
        Assert.Equal($"{heading}\n{expected}".Split('\n'), lines[..(expected.Split('\n').Length + 1)]);
    }

    [Theory]
    [InlineData("layernorm", "[0.99999995 0.99999999 1.         0.99999969]")]
    [InlineData("spatial-batchnorm", "[0.99999962 0.99999951 0.9999996 ]")]
    [InlineData("groupnorm", "[0.99999963 0.99999948 0.99999973 0.99999968]")]
    public async Task Standard_deviations_are_short_of_1_by_eps(string layer, string stds) =>
        Assert.Contains(stds, (await Run("forward", "--layer", layer)).Output, StringComparison.Ordinal);

    [Fact]
    public async Task Values_are_normalized_under_every_convention()
    {
        var run = await Run("forward", "--values", "1,2;3,4;5,6");
        Assert.Matches(@"row\s+column\s+x\s+course\s+pytorch\s+tensorflow\s+flax\s+early_keras\s+wrong_axis", run.Output);
        Assert.Matches(@"0\s+0\s+1\s+-1\.22474\s+-1\.22474\s+-1\.22452\s+-1\.22474\s+-1\.22474\s+-0\.99998", run.Output);
        Assert.Matches(@"pytorch\s+0\s+0\.3\s+variance\s+1\.3", run.Output); // 0.9 · 1 + 0.1 · 4, unbiased
        string[] csv = await File.ReadAllLinesAsync(_folder.File("forward.values.csv"));
        Assert.Equal(7, csv.Length);
        Assert.StartsWith("2,1,6,1.22474", csv[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1,2\n3,4\n", null)]
    [InlineData("1.0 2e0\r\n\r\n3 4", null)]
    [InlineData("1,2\n3,x\n", "expected numbers, but row 2 has 'x'.")]
    [InlineData("1,2\n3\n", "expected 2 numbers in row 2, as in the first, but it has 1.")]
    [InlineData("1,,3\n,5,6\n", "expected numbers, but row 1 has ''.")]
    [InlineData("1,5;2,5\n", "expected numbers, but row 1 has '1,5'.")]
    [InlineData("1,NaN\n", "expected rows of equally many finite numbers, like 1,2;3,4;5,6.")]
    [InlineData("", "expected a CSV file of numbers, but this is empty, a pipe or a device.")]
    public async Task Values_may_be_in_a_file(string text, string? refused)
    {
        string file = _folder.File("values.csv");
        await File.WriteAllTextAsync(file, text);
        var run = await Run("forward", "--values", file);
        if (refused is not null)
        {
            Assert.Equal((1, $"bnlab: --values {file}: {refused}"), (run.ExitCode, run.Error.Split(" 'bnlab")[0]));
            return;
        }

        string typed = (await Run("forward", "--values", "1,2;3,4")).Output;
        Assert.Equal(typed, run.Output);
        Assert.Contains("\"values\": \"1,2;3,4\"", await File.ReadAllTextAsync(_folder.File("forward.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_seed_gives_other_numbers() => Assert.DoesNotContain(
        "-13.18038246", (await Run("forward", "--seed", "232")).Output, StringComparison.Ordinal);

    [Fact]
    public async Task Backward_speed_prints_differences_and_speed_up()
    {
        var run = await Run("backward-speed", "--repeats", "1");
        string[] lines = run.Output.Split('\n');
        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"^dx difference:  \d(\.\d+)?e-1[2-9]$", lines[0].TrimEnd());
        Assert.Equal(("dgamma difference:  0.0", "dbeta difference:  0.0"), (lines[1].TrimEnd(), lines[2].TrimEnd()));
        Assert.Matches(@"^speedup: \d+\.\d\dx", lines[3]);
        Assert.All(lines, line => Assert.InRange(line.TrimEnd().Length, 0, 100));
        Assert.True(Regex.IsMatch(run.Output, @"^ok +\(100, 500\): both passes", RegexOptions.Multiline), run.Output);
        Assert.True(File.Exists(_folder.File("backward-speed.png")));
    }

    private Task<CommandLineRun> Run(params string[] arguments) => CommandLineRun.Of([.. arguments, "--out", _folder.Path]);
}
