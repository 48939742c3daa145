namespace BnLab.Tests.Cli;

public sealed class TextTableTests
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
}
