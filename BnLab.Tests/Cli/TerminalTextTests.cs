using Spectre.Console;
using Table = BnLab.Results.Table;

namespace BnLab.Tests.Cli;

/// <summary>Tables, broken lines and bars.</summary>
public sealed class TerminalTextTests
{
    [Fact]
    public void Numbers_stand_to_the_right_and_words_to_the_left() => Assert.Equal(
        ["name    error  passed", "relu  3.5e-12  yes", "tanh        2  no"],
        TextTable.Lines(new Table("t", ["name", "error", "passed"], [["relu", 3.5e-12, true], ["tanh", 2.0, false]])));

    [Fact]
    public void An_empty_cell_is_neither_a_number_nor_a_word() => Assert.Equal(
        ["name  limit", "relu  1e-08", "tanh"],
        TextTable.Lines(new Table("t", ["name", "limit"], [["relu", 1e-8], ["tanh", ""]])));

    [Fact]
    public void A_long_last_column_stands_below_its_row()
    {
        string note = string.Join(' ', Enumerable.Repeat("word", 40));
        string[] lines = [.. TextTable.Lines(new Table("t", ["name", "note"], [["relu", note], ["tanh", ""]]))];
        Assert.Equal(("name", "relu", "tanh"), (lines[0], lines[1], lines[^1]));
        Assert.Equal(note, string.Join(' ', lines[2..^1].Select(line => line.Trim())));
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 100));
    }

    [Fact]
    public void As_many_text_columns_stand_below_as_must()
    {
        string wide = new('a', 90);
        Assert.Equal(
            [$"name{new string(' ', 88)}kind", $"{wide}  loss", "      parts: x y z", "      All fail.", $"b{new string(' ', 91)}net"],
            TextTable.Lines(new Table("t", ["name", "kind", "parts", "note"], [[wide, "loss", "x y z", "All fail."], ["b", "net", "", ""]])));
    }

    /// <summary>Each part begins with the words that say which row it is, and no number is broken.</summary>
    [Fact]
    public void A_table_that_is_too_wide_is_broken_between_columns() => Assert.Equal(
        ["net   kind  first", "norm  loss    1.5", "", "net   kind  second", "norm  loss     2.5"],
        TextTable.Lines(new Table("t", ["net", "kind", "first", "second"], [["norm", "loss", 1.5, 2.5]]), columns: 20));

    [Fact]
    public void Text_is_broken_between_words_at_100_columns()
    {
        string text = string.Join(' ', Enumerable.Repeat("word", 60));
        string[] lines = [.. WrappedText.Lines(text, "ok  ", "    ")];
        Assert.StartsWith("ok  word", lines[0], StringComparison.Ordinal);
        Assert.All(lines[1..], line => Assert.StartsWith("    word", line, StringComparison.Ordinal));
        Assert.Equal(98, lines[0].Length); // 4 + 19 · 5 - 1; another word would end at 103
        Assert.Equal(text, string.Join(' ', lines.Select(line => line[4..])));
    }

    [Fact]
    public void Fewer_columns_take_fewer_words_and_a_word_that_is_wider_stands_alone() => Assert.Equal(
        ["ok  one two", "    three", "    four-and-more", "    five"], WrappedText.Lines("one two three four-and-more five", "ok  ", "    ", columns: 12));

    [Fact]
    public void A_text_of_100_columns_is_one_line_and_one_without_words_none()
    {
        Assert.Single(WrappedText.Lines($"{new string('a', 50)} {new string('b', 49)}", "", ""));
        Assert.Equal(2, WrappedText.Lines($"{new string('a', 50)} {new string('b', 50)}", "", "").Count());
        Assert.Empty(WrappedText.Lines(" ", "ok", ""));
    }

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
    public void A_duration_is_told_in_words(double seconds, string words) => Assert.Equal(words, StudyProgress.Words(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(140, "12 of 24; best so far batchnorm at weight scale 0.00658: 0.257")]
    [InlineData(100, "12 of 24; best batchnorm at weight scale 0.00658: 0.257")]
    [InlineData(80, "12 of 24; best 0.257")]
    [InlineData(40, "12 of 24")]
    public void The_text_beside_the_bar_leaves_room_for_the_bar(int width, string text) =>
        Assert.Equal(text, StudyProgress.Description(12, 24, "batchnorm at weight scale 0.00658", "0.257", width));

    [Theory]
    [InlineData(40, "12 of 24")]
    [InlineData(80, "12 of 24; best 0.257")]
    [InlineData(140, "12 of 24; best so far batchnorm at weight scale 0.00658: 0.257")]
    public void Bar_share_time_and_text_stand_on_one_line(int width, string text)
    {
        string drawn = Drawn(width, terminal => StudyProgress.Bar(terminal).Start(context =>
        {
            context.AddTask(StudyProgress.Description(12, 24, "batchnorm at weight scale 0.00658", "0.257", width), maxValue: 24).Increment(12);
            context.Refresh();
        }));
        Assert.Matches($@"━{{{width / 4}}} +50%.* {Regex.Escape(text)}", drawn);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(40)]
    public void The_longest_name_of_a_file_stands_beside_its_bar_on_one_line(int width)
    {
        string drawn = Drawn(width, terminal => terminal.Progress().AutoClear(true).Columns(DownloadDisplay.Columns(width)).Start(context =>
        {
            context.AddTask("train-images-idx3-ubyte.gz", maxValue: 9_912_422).Increment(4_956_211);
            context.Refresh();
        }));
        Assert.Matches(@"━.* 50%.* train-images-idx3-ubyte\.gz", drawn);
    }

    /// <summary>What is written to a terminal of some width, without its escape sequences.</summary>
    private static string Drawn(int width, Action<IAnsiConsole> draw)
    {
        var written = new StringWriter();
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes, Out = new AnsiConsoleOutput(written) });
        terminal.Profile.Width = width;
        draw(terminal);
        return Regex.Replace(written.ToString(), @"\e\[[\d;?]*[A-Za-z]", "");
    }
}
