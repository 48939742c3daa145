namespace BnLab.Tests.Samples;

/// <summary>The program of docs/developing.md that uses bnlab as a library: built against bnlab.dll as anyone's program is, and run.</summary>
public sealed class OwnNetTests : FolderTests
{
    private static readonly string Program = File.ReadAllText(Path.Combine(Repository.Root, "BnLab.Tests", "Samples", "OwnNet.txt")).ReplaceLineEndings("\n");

    [Fact]
    public void The_page_shows_the_program_that_is_tested() => Assert.Contains(
        Program.TrimEnd(), File.ReadAllText(Path.Combine(Repository.Root, "docs", "developing.md")).ReplaceLineEndings("\n"), StringComparison.Ordinal);

    [Fact]
    public async Task It_needs_only_what_is_public_and_its_net_learns()
    {
        if (OperatingSystem.IsWindows()) return; // there is no sh there
        var random = new NumpyRandom(231);
        var lines = Enumerable.Range(0, 300).Select(_ => (A: random.NextNormal(), B: random.NextNormal())).Select(point => string.Create(
            CultureInfo.InvariantCulture, $"{point.A},{point.B},{(point.A * point.B > 0 ? 1 : 0)}")); // no straight line parts the classes
        File.WriteAllLines(_folder.File("data.csv"), lines.Prepend("a,b,class"));
        File.WriteAllText(_folder.File("Program.cs"), Program);
        File.WriteAllText(_folder.File("own.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><UseAppHost>false</UseAppHost>
              </PropertyGroup>
              <ItemGroup><Reference Include="{typeof(NumpyRandom).Assembly.Location}" /></ItemGroup>
            </Project>
            """);
        var run = await BnlabProcess.Shell("cd $OUT && dotnet build -v q -nologo && dotnet bin/Debug/net10.0/own.dll data.csv", _folder.Path);
        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        string last = run.Output.TrimEnd().Split('\n')[^1];
        Assert.Matches("^20 [01][.][0-9]{3} [01][.][0-9]{3}$", last);
        Assert.InRange(double.Parse(last.Split(' ')[2], CultureInfo.InvariantCulture), 0.85, 1.0);
        Assert.True(File.Exists(_folder.File("own.net")));
    }

    [Fact]
    public void A_saved_net_reads_back_to_the_bit()
    {
        var (saved, read) = (Net(8), Net(8));
        saved.Initialize(new(3), 0.1);
        saved.Scores(Draw.Normal<float>(new(5), 9, 6), Mode.Train); // so that the running statistics are not those of the start
        SavedNet.Save(_folder.File("x.net"), saved);
        SavedNet.Load(_folder.File("x.net"), read);
        var x = Draw.Normal<float>(new(7), 4, 6);
        Assert.Equal(saved.Scores(x).ToArray(), read.Scores(x).ToArray());
        Assert.NotEqual(saved.Scores(x).ToArray(), Net(8).Scores(x).ToArray());
    }

    [Fact]
    public void Another_net_is_refused()
    {
        SavedNet.Save(_folder.File("x.net"), Net(8));
        string message = Assert.Throws<InvalidDataException>(() => SavedNet.Load(_folder.File("x.net"), Net(9))).Message;
        Assert.StartsWith($"{_folder.File("x.net")}: expected a net of W1 (6, 9), b1 (1, 9), ", message, StringComparison.Ordinal);
        Assert.Contains("but this is one of W1 (6, 8), b1 (1, 8), ", message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => SavedNet.Load(_folder.File("x.net"), new FullyConnectedNet<double>(new NetDesign(6, [8], 3) { Normalization = Normalization.Batch })));
        byte[] bytes = File.ReadAllBytes(_folder.File("x.net"));
        bytes[^1] ^= 1;
        File.WriteAllBytes(_folder.File("x.net"), bytes);
        Assert.Contains("its checksum does not fit", Assert.Throws<InvalidDataException>(() => SavedNet.Load(_folder.File("x.net"), Net(8))).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => SavedNet.Load(_folder.File("y.net"), Net(8)));
    }

    private static FullyConnectedNet<float> Net(int hidden) => new(new NetDesign(6, [hidden], 3) { Normalization = Normalization.Batch });
}
