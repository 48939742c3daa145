namespace BnLab.Tests.Output.Plotting;

/// <summary>The program as it is built: its font, its libraries, its silence.</summary>
public sealed class PlotFontTests : FolderTests
{
    /// <summary>A mount namespace hides the machine's fonts from the second process.</summary>
    [HiddenFontsFact]
    public async Task A_figure_is_the_same_with_and_without_fonts_on_the_machine()
    {
        var with = await BnlabProcess.Shell("bnlab forward --quiet --out \"$OUT/with\"", _folder.Path);
        var without = await BnlabProcess.Shell(
            "mount -t tmpfs none /usr/share/fonts && [ -z \"$(ls /usr/share/fonts)\" ] && bnlab forward --quiet --out \"$OUT/without\"", _folder.Path, "unshare", "-rm");
        Assert.Equal((0, 0), (with.ExitCode, without.ExitCode));
        foreach (string file in (string[])["forward.png", "forward.svg"])
            Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(_folder.File("with"), file)), await File.ReadAllBytesAsync(Path.Combine(_folder.File("without"), file)));
        Assert.Equal("", with.Error + without.Error);
    }

    /// <summary>Skia writes warnings past .NET to stderr itself.</summary>
    [Fact]
    public async Task Drawing_writes_nothing_to_stderr()
    {
        string path = _folder.File("kinds.figure.csv");
        await using (var file = File.Create(path)) FigureCsv.Write(new("all", [.. SampleKinds.All().Select(kind => kind.Figure.Rows[0])]), file);
        using var process = BnlabProcess.Start("plot", path, "--format", "both", "--quiet", "--out", _folder.File("out"));
        Assert.Equal("", await BnlabProcess.End(process));
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public async Task Without_Skia_there_is_one_line()
    {
        if (OperatingSystem.IsWindows()) return; // links and sh
        string program = _folder.File("program");
        foreach (string file in Directory.EnumerateFiles(AppContext.BaseDirectory, "*", SearchOption.AllDirectories).Where(file => !Path.GetFileName(file).Contains("libSkiaSharp", StringComparison.Ordinal)))
        {
            string target = Path.Combine(program, Path.GetRelativePath(AppContext.BaseDirectory, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.CreateSymbolicLink(target, file);
        }

        File.Delete(Path.Combine(program, "bnlab.dll"));
        File.Copy(typeof(CommandLine).Assembly.Location, Path.Combine(program, "bnlab.dll"));
        var run = await BnlabProcess.Shell($"'{Environment.ProcessPath}' exec '{program}/bnlab.dll' forward --quiet --out \"$OUT/out\"", _folder.Path);
        Assert.Equal((1, $"bnlab: the library that draws figures, libSkiaSharp, cannot be loaded in {program}/: rebuild or reinstall bnlab for this system."), (run.ExitCode, run.Error.TrimEnd()));
        Assert.False(Directory.Exists(_folder.File("out")));
    }
}

/// <summary>A test that needs a mount namespace of its own.</summary>
public sealed class HiddenFontsFactAttribute : FactAttribute
{
    public HiddenFontsFactAttribute()
    {
        if (!CanHide()) Skip = "No mount namespace here (unshare -rm): the machine's fonts cannot be hidden from the program.";
    }

    private static bool CanHide()
    {
        if (!OperatingSystem.IsLinux() || !Directory.Exists("/usr/share/fonts")) return false;
        try
        {
            using var tried = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("unshare", ["-rm", "mount", "-t", "tmpfs", "none", "/usr/share/fonts"]) { RedirectStandardError = true, UseShellExecute = false });
            tried!.WaitForExit();
            return tried.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // no such program
        }
    }
}
