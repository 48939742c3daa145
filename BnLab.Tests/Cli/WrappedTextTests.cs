namespace BnLab.Tests.Cli;

public sealed class WrappedTextTests
{
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
}
