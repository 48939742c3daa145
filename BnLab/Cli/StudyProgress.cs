using System.Diagnostics;
using Spectre.Console;

namespace BnLab.Cli;

/// <summary>The progress of a study, the time left and the best training so far: a bar on a terminal, else a line for every tenth.</summary>
internal sealed class StudyProgress(Terminal console, Study study, int count, int finishedBefore)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly int _before = finishedBefore;
    private readonly IAnsiConsole? _terminal = study.IsLogged ? null : console.Bars();
    private int _done = finishedBefore;
    private int _tenths = 10 * finishedBefore / count;
    private FinishedTraining? _best;

    /// <summary>Whether the bar is on the terminal that results go to: there the log would break it.</summary>
    public bool HasTheScreen => _terminal is not null && !Console.IsOutputRedirected;

    public async Task ShowAsync(Action<Action<FinishedTraining>> run)
    {
        if (_terminal is null)
        {
            await Task.Run(() => run(Tell));
            return;
        }

        await Bar(_terminal).StartAsync(async context =>
        {
            var task = context.AddTask(Markup.Escape(study.Name), maxValue: count);
            task.Increment(_done);
            await Task.Run(() => run(training =>
            {
                Count(training);
                task.Description = Markup.Escape(HasBest ? Description(_done, count, BestPoint, Accuracy, _terminal.Profile.Width) : $"{_done} of {count}");
                task.Increment(1);
            }));
        });
    }

    private void Tell(FinishedTraining training)
    {
        Count(training);
        if (study.IsLogged) return;
        if (10 * _done / count == _tenths || _done == count) return;
        _tenths = 10 * _done / count;
        var left = Stopwatch.GetElapsedTime(_start) / (_done - _before) * (count - _done);
        console.Note($"{_done} of {count} trainings, about {Words(left)} left{(HasBest ? $"; best so far {BestPoint}: {Accuracy}" : "")}.");
    }

    /// <summary>An estimated duration, rounded: <c>80 s</c>, <c>4 min</c>, <c>2 h 05 min</c>, <c>3 d 4 h</c>.</summary>
    internal static string Words(TimeSpan duration)
    {
        if (duration.TotalSeconds < 89.5) return Text($"{duration.TotalSeconds:0} s");
        int minutes = (int)Math.Round(duration.TotalMinutes), hours = (int)Math.Round(duration.TotalHours);
        if (minutes < 90) return Text($"{minutes} min");
        return minutes < 24 * 60 ? Text($"{minutes / 60} h {minutes % 60:00} min") : Text($"{hours / 24} d {hours % 24} h");

        static string Text(FormattableString words) => words.ToString(CultureInfo.InvariantCulture);
    }

    internal static Progress Bar(IAnsiConsole terminal) => terminal.Progress().AutoClear(true).Columns(
        new ProgressBarColumn { Width = BarWidth(terminal.Profile.Width) }, new PercentageColumn(), new RemainingTimeColumn(), new TaskDescriptionColumn { Alignment = Justify.Left });

    private static int BarWidth(int width) => int.Clamp(width / 4, 5, 40); // the same all the time, whatever the text beside it

    /// <summary>The text beside the bar, as long as there is room for: a longer one would take the bar's place and break the line.</summary>
    internal static string Description(int done, int count, string point, string accuracy, int width)
    {
        int others = BarWidth(width) + 15; // the share of 4, the time left of 8, and a blank after each
        string text = string.Create(CultureInfo.InvariantCulture, $"{done} of {count}");
        string[] longer = [$"{text}; best so far {point}: {accuracy}", $"{text}; best {point}: {accuracy}", $"{text}; best {accuracy}"];
        return Array.Find(longer, candidate => candidate.Length <= width - others) ?? text;
    }

    private void Count(FinishedTraining training)
    {
        _done++;
        if (_best is null || !HasBest || training.Accuracy > _best.Accuracy) _best = training;
    }

    private bool HasBest => !double.IsNaN(_best!.Accuracy);

    private string BestPoint => study.Label(_best!.Number);

    private string Accuracy => _best!.Accuracy.ToString("0.000", CultureInfo.InvariantCulture);
}
