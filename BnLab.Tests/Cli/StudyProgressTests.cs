using System.Text.RegularExpressions;
using Spectre.Console;

namespace BnLab.Tests.Cli;

public sealed class StudyProgressTests
{
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
    [InlineData(82, "12 of 24; best so far batchnorm at weight scale 0.00658: 0.257")]
    [InlineData(81, "12 of 24; best batchnorm at weight scale 0.00658: 0.257")]
    [InlineData(75, "12 of 24; best batchnorm at weight scale 0.00658: 0.257")]
    [InlineData(74, "12 of 24; best 0.257")]
    [InlineData(40, "12 of 24; best 0.257")]
    [InlineData(39, "12 of 24")]
    public void The_text_beside_the_bar_leaves_room_for_the_bar(int width, string text) =>
        Assert.Equal(text, StudyProgress.Description(12, 24, "batchnorm at weight scale 0.00658", "0.257", width));

    [Theory]
    [InlineData(40, "12 of 24; best 0.257")]
    [InlineData(100, "12 of 24; best so far batchnorm at weight scale 0.00658: 0.257")]
    public void Bar_share_time_and_text_stand_on_one_line(int width, string text)
    {
        var written = new StringWriter();
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes, Out = new AnsiConsoleOutput(written) });
        terminal.Profile.Width = width;
        StudyProgress.Bar(terminal).Start(context =>
        {
            context.AddTask(StudyProgress.Description(12, 24, "batchnorm at weight scale 0.00658", "0.257", width), maxValue: 24).Increment(12);
            context.Refresh();
        });
        Assert.Matches($@"━.* 50%.* {Regex.Escape(text)}", Regex.Replace(written.ToString(), @"\e\[[\d;?]*[A-Za-z]", ""));
    }
}
