using Spectre.Console;

namespace BnLab.Tests.Cli;

public sealed class DownloadDisplayTests
{
    [Theory]
    [InlineData(80)]
    [InlineData(40)]
    public void The_longest_name_of_a_file_stands_beside_its_bar_on_one_line(int width)
    {
        var written = new StringWriter();
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes, Out = new AnsiConsoleOutput(written) });
        terminal.Profile.Width = width;
        terminal.Progress().AutoClear(true).Columns(DownloadDisplay.Columns(width)).Start(context =>
        {
            context.AddTask("train-images-idx3-ubyte.gz", maxValue: 9_912_422).Increment(4_956_211);
            context.Refresh();
        });
        Assert.Matches(@"━.* 50%.* train-images-idx3-ubyte\.gz", written.ToString());
    }
}
