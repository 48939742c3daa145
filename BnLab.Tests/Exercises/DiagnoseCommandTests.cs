using System.IO.Compression;

namespace BnLab.Tests.Exercises;

/// <summary>Files that NumPy itself wrote (<c>Fixtures/students.py</c>), and files that are not what they say.</summary>
public sealed class DiagnoseCommandTests : FolderTests
{
    private static readonly string Fixtures = Path.Combine(Repository.Root, "BnLab.Tests", "Exercises", "Fixtures");

    public static TheoryData<string, string, string> Students => new()
    {
        { "backward-mean-forgotten", "dx", "batchnorm-mean-term-forgotten" },
        { "backward-variance-forgotten", "dx", "batchnorm-variance-term-forgotten" },
        { "backward-constants", "dx", "batchnorm-statistics-as-constants" },
        { "backward-gamma-forgotten", "dx", "batchnorm-gamma-left-out" },
        { "backward-sums-for-means", "dx", "batchnorm-closed-form-sums-not-divided-by-n" },
        { "backward-variance-for-std", "dx", "batchnorm-variance-for-std" },
        { "backward-sign-of-variance", "dx", "batchnorm-closed-form-variance-term-added" },
        { "backward-dgamma-with-x", "dgamma", "batchnorm-dgamma-with-x-for-x-hat" },
        { "backward-dgamma-over-axis-1", "dgamma", "batchnorm-dgamma-over-the-wrong-axis" },
        { "backward-dbeta-as-mean", "dbeta", "batchnorm-dbeta-as-mean" },
        { "both-mean-and-gamma", "dx", "gamma is left out, the path through the mean is missing" },
        { "both-variance-and-gamma", "dx", "gamma is left out, the path through the variance is missing" },
        { "both-mean-and-std", "dx", "the division by the standard deviation is left out, the path through the mean is missing" },
        { "both-half-variance-and-gamma", "dx", "gamma is left out, the factor 2 of the square is forgotten" },
        { "both-gamma-and-std", "dx", "gamma is left out, the division by the standard deviation is left out" },
        { "forward-unbiased", "out", "unbiased-variance" },
        { "forward-eps-outside", "out", "eps-outside-the-root" },
        { "forward-axis-1", "out", "statistics-over-the-wrong-axis" },
        { "forward-variance-for-std", "out", "variance-for-std" },
        { "forward-eps-of-keras", "out", "eps-of-0.001" },
    };

    [Theory]
    [MemberData(nameof(Students))]
    public async Task A_mistake_in_NumPy_is_named_in_its_array_and_no_other(string file, string array, string mistake)
    {
        var run = await CommandLineRun.Of("diagnose", Path.Combine(Fixtures, $"{file}.npz"), "--json");
        string note = file == "forward-axis-1" ? "bnlab: With --layer layernorm the output is right." : "";
        Assert.Equal((2, note), (run.ExitCode, run.Error.TrimEnd()));
        using var json = JsonDocument.Parse(run.Output);
        Assert.Contains(mistake, json.RootElement.GetProperty($"{array}.mistakes").GetString(), StringComparison.Ordinal);
        foreach (var each in json.RootElement.EnumerateObject().Where(each => each.Name != "layer" && !each.Name.Contains('.', StringComparison.Ordinal)))
            Assert.Equal(each.Name == array ? "wrong" : "right", each.Value.GetString());
    }

    [Theory]
    [InlineData("right")]
    [InlineData("right-single")]
    [InlineData("right-fortran")]
    [InlineData("right-compressed")]
    public async Task What_is_right_is_called_right(string file)
    {
        var run = await CommandLineRun.Of("diagnose", Path.Combine(Fixtures, $"{file}.npz"));
        Assert.Equal((0, "layer   batchnorm\nout     right\ndx      right\ndgamma  right\ndbeta   right\n"), (run.ExitCode, run.Output.ReplaceLineEndings("\n")));
    }

    [Fact]
    public async Task A_name_can_be_withheld_and_lines_fit_a_terminal()
    {
        string file = Path.Combine(Fixtures, "backward-mean-forgotten.npz");
        var named = await CommandLineRun.Of("diagnose", file);
        Assert.Contains("dx      wrong: exactly what batchnorm-mean-term-forgotten makes", named.Output, StringComparison.Ordinal);
        Assert.Contains("        seen: columns sum to ", named.Output, StringComparison.Ordinal);
        Assert.All(named.Output.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, 100));
        var withheld = await CommandLineRun.Of("diagnose", file, "--no-name");
        Assert.Contains("wrong: a known mistake", withheld.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("mean", withheld.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_of_tables_serves_as_well()
    {
        await File.WriteAllTextAsync(At("x.csv"), "1,2\n3,5\n8,4\n");
        await File.WriteAllTextAsync(At("gamma.csv"), "1\n2\n");
        await File.WriteAllTextAsync(At("beta.csv"), "0.0 1.0\n");
        await File.WriteAllTextAsync(At("dout.csv"), "1 0\n0 1\n1 1\n");
        await File.WriteAllTextAsync(At("dbeta.csv"), "2,2\n");
        var run = await CommandLineRun.Of("diagnose", _folder.Path);
        Assert.Equal((0, "layer  batchnorm\ndbeta  right\n"), (run.ExitCode, run.Output.ReplaceLineEndings("\n")));
        await File.WriteAllTextAsync(At("dbeta.csv"), "2,2\n1\n");
        run = await CommandLineRun.Of("diagnose", _folder.Path);
        Assert.Equal((1, $"bnlab: {At("dbeta.csv")}: expected 2 numbers in row 2, as in the first, but it has 1."), (run.ExitCode, run.Error.TrimEnd()));
    }

    /// <summary>np.savetxt with fmt="%.6f".</summary>
    [Fact]
    public async Task Numbers_with_few_digits_are_judged_by_those()
    {
        string[][] tables = [["x", "0.841471,0.909297\n0.141120,-0.756802\n-0.958924,-0.279415\n"], ["dout", "0.540302,-0.416147\n-0.989992,-0.653644\n0.283662,0.960170\n"]];
        foreach (string[] table in tables) await File.WriteAllTextAsync(At($"{table[0]}.csv"), table[1]);
        await File.WriteAllTextAsync(At("out.csv"), "0.841471,0.909298\n0.141120,0.000000\n0.000001,0.000000\n");
        var run = await CommandLineRun.Of("diagnose", _folder.Path);
        Assert.Equal((0, "layer  relu\nout    right\n"), (run.ExitCode, run.Output.ReplaceLineEndings("\n")));
    }

    [Fact]
    public async Task A_layer_that_would_fit_is_named()
    {
        await File.WriteAllTextAsync(At("x.csv"), "1,2\n3,5\n8,-4\n");
        await File.WriteAllTextAsync(At("out.csv"), string.Join('\n', new[] { (1.0, 2.0), (3.0, 5.0), (8.0, -4.0) }.Select(row => FormattableString.Invariant($"{Math.Tanh(row.Item1)},{Math.Tanh(row.Item2)}"))));
        var run = await CommandLineRun.Of("diagnose", _folder.Path);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("layer  relu, as the arrays look; --layer names another", run.Output, StringComparison.Ordinal);
        Assert.Contains("With --layer tanh the output is right.", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bad-complex", "dx: expected real numbers, but these are complex (<c16).")]
    [InlineData("bad-whole", "dx: expected float64 or float32, but these are whole numbers, which cut off all digits after the point.")]
    [InlineData("bad-nan", "x: expected finite numbers, but 13 of 60 are not.")]
    [InlineData("bad-capitals", "X: expected the name x.")]
    [InlineData("bad-pickle", "x: expected numbers, but these are pickled Python objects (None, a list of arrays), which are never read.")]
    [InlineData("bad-no-dout", "dout: expected the gradient of the output beside dx.")]
    [InlineData("bad-shape", "gamma: expected a shape of (5,), but it is (4,).")]
    public async Task What_cannot_be_judged_gets_one_line(string file, string message)
    {
        string path = Path.Combine(Fixtures, $"{file}.npz");
        var run = await CommandLineRun.Of("diagnose", path);
        Assert.Equal((1, "", $"bnlab: {path}: {message}"), (run.ExitCode, run.Output, run.Error.TrimEnd()));
    }

    public static TheoryData<string, string> Headers => new()
    {
        { "{'descr': '<f8', 'fortran_order': False, 'shape': (4, 2), }", "x: expected 133 bytes, as its header says (shape (4, 2), type <f8), but it has 100" },
        { "{'descr': '<f8', 'fortran_order': False, 'shape': (100000, 100000), }", "x: expected at most 16,777,216 values, but its shape is (100000, 100000)" },
        { "{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999,), }", "x: expected a shape of whole numbers below 2³¹, but it is (99999999999)" },
        { "{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (2,), }", "x: expected plain numbers, but this is a structured array" },
        { "{'descr': '<f8', 'shape': (2,), }", "x: expected a header with fortran_order" },
        { "{'descr': '<f8, 'fortran_order': False, 'shape': 2, }", "x: expected a header that Python can read" },
        { "{'descr': '<f8', 'fortran_order': False, 'shape':", "x: expected a header that Python can read" },
        { "{'descr': '<f2', 'fortran_order': False, 'shape': (2,), }", "x: expected numbers of type float64 or float32, but the type is <f2" },
        { "{'descr': '<U8', 'fortran_order': False, 'shape': (2,), }", "x: expected numbers of type float64 or float32, but the type is <U8" },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public async Task A_header_that_lies_or_is_none_is_refused(string header, string message)
    {
        byte[] array = [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header), .. new byte[100 - 10 - header.Length]];
        Assert.Equal((1, $"bnlab: {At("x.npz")}: {message}."), await Told(Zip(("x.npy", array))));
    }

    [Fact]
    public async Task What_is_no_archive_of_arrays_is_refused()
    {
        const string Expected = "expected a .npz file as np.savez(\"mine.npz\", x=x, dout=dout, dx=dx) writes it";
        Assert.Equal((1, $"bnlab: {At("x.npz")}: {Expected}."), await Told([1, 2, 3]));
        Assert.Equal((1, $"bnlab: {At("x.npz")}: {Expected}, but it holds 'notes.txt'."), await Told(Zip(("notes.txt", [1]))));
        Assert.Equal((1, $"bnlab: {At("x.npz")}: x: expected an array of NumPy's .npy format."), await Told(Zip(("x.npy", new byte[20]))));
        Assert.Equal((1, $"bnlab: {At("none.npz")}: expected a .npz file of NumPy (np.savez), or a folder of CSV files, but there is no such file."), await Told(null, "none.npz"));
    }

    /// <summary>The directory of the archive says 2 GB, and the file has one KB.</summary>
    [Fact]
    public async Task An_archive_that_declares_more_than_it_can_hold_takes_no_memory()
    {
        byte[] archive = Zip(("x.npy", new byte[1_000]));
        int directory = archive.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BitConverter.TryWriteBytes(archive.AsSpan(directory + 24), 2_000_000_000); // the size after inflating
        long before = GC.GetTotalAllocatedBytes();
        Assert.Equal((1, $"bnlab: {At("x.npz")}: x: expected fewer bytes than the 2,000,000,000 that it declares."), await Told(archive));
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 64 << 20);
    }

    private async Task<(int, string)> Told(byte[]? bytes, string name = "x.npz")
    {
        if (bytes is not null) await File.WriteAllBytesAsync(At(name), bytes);
        var run = await CommandLineRun.Of("diagnose", At(name));
        return (run.ExitCode, run.Error.TrimEnd());
    }

    private static byte[] Zip(params (string Name, byte[] Bytes)[] entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in entries)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }

        return stream.ToArray();
    }
}
