using System.Diagnostics;
using System.Globalization;
using BnLab.Experiments;
using BnLab.Results;
using Spectre.Console;

namespace BnLab.Cli;

/// <summary>
/// How far a sweep is, how long it will take, and the best training so far: a bar where stderr is a terminal, else a line
/// for every tenth of the trainings.
/// </summary>
/// <param name="console">Who is told.</param>
/// <param name="sweep">The sweep.</param>
/// <param name="count">How many trainings this run is to have at its end.</param>
/// <param name="before">What an earlier run had finished.</param>
internal sealed class SweepProgress(Terminal console, Sweep sweep, int count, IReadOnlyList<TrainingOutcome> before)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private int _done = before.Count;
    private int _tenths = 10 * before.Count / count;
    private TrainingOutcome? _best = before.MaxBy(outcome => outcome.BestValAccuracy);

    /// <summary>Whether a bar is drawn on the same terminal that results go to: then the log would tear it.</summary>
    public bool HasTheScreen => console.HasBar && !Console.IsOutputRedirected;

    /// <summary>Runs the sweep and shows how far it is.</summary>
    /// <param name="run">Given what is to be told of each finished training.</param>
    public async Task ShowAsync(Action<Action<TrainingOutcome>> run)
    {
        if (!console.HasBar)
        {
            await Task.Run(() => run(Tell));
            return;
        }

        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        var bar = terminal.Progress().AutoClear(true).Columns(
            new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new TaskDescriptionColumn { Alignment = Justify.Left });
        await bar.StartAsync(async context =>
        {
            var task = context.AddTask(Markup.Escape(sweep.Name), maxValue: count);
            task.Increment(_done);
            await Task.Run(() => run(outcome =>
            {
                Count(outcome);
                task.Description = Markup.Escape($"{_done} of {count}; {Best()}");
                task.Increment(1);
            }));
        });
    }

    private void Tell(TrainingOutcome outcome)
    {
        Count(outcome);
        if (10 * _done / count == _tenths || _done == count) return;
        _tenths = 10 * _done / count;
        var left = Stopwatch.GetElapsedTime(_start) / (_done - before.Count) * (count - _done);
        console.Note($"{_done} of {count} trainings, about {Words(left)} left; {Best()}.");
    }

    /// <summary>A duration, as exactly as a guess deserves: <c>80 s</c>, <c>4 min</c>, <c>2 h 05 min</c>, <c>3 d 4 h</c>.</summary>
    internal static string Words(TimeSpan duration)
    {
        if (duration.TotalSeconds < 89.5) return Text($"{duration.TotalSeconds:0} s");
        int minutes = (int)Math.Round(duration.TotalMinutes), hours = (int)Math.Round(duration.TotalHours);
        if (minutes < 90) return Text($"{minutes} min");
        return minutes < 24 * 60 ? Text($"{minutes / 60} h {minutes % 60:00} min") : Text($"{hours / 24} d {hours % 24} h");

        static string Text(FormattableString words) => words.ToString(CultureInfo.InvariantCulture);
    }

    private void Count(TrainingOutcome outcome)
    {
        _done++;
        if (_best is null || outcome.BestValAccuracy > _best.BestValAccuracy) _best = outcome;
    }

    private string Best() => string.Create(
        CultureInfo.InvariantCulture, $"best so far {sweep.Point(sweep.Trainings.All[_best!.Number])}: {_best.BestValAccuracy:0.000}");
}
