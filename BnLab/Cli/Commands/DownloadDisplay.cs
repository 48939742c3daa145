using Spectre.Console;

namespace BnLab.Cli.Commands;

/// <summary>The progress of a download: a bar for each file if stderr is a terminal, else a line for every tenth.</summary>
internal sealed class DownloadDisplay(Terminal console)
{
    public async Task ShowAsync(Func<IProgress<DownloadProgress>, Task> run)
    {
        if (console.Bars() is not { } terminal)
        {
            await run(new Lines(console));
            return;
        }

        var bar = terminal.Progress().AutoClear(true).Columns(Columns(terminal.Profile.Width));
        await bar.StartAsync(context => run(new Bars(terminal, context)));
    }

    /// <summary>Bar, share and name; from 80 columns on also bytes, speed and time left, which would break a narrower line.</summary>
    internal static ProgressColumn[] Columns(int width)
    {
        ProgressColumn[] figures = width < 80 ? [] : [new DownloadedColumn(), new TransferSpeedColumn(), new RemainingTimeColumn()];
        return [new ProgressBarColumn(), new PercentageColumn(), .. figures, new TaskDescriptionColumn { Alignment = Justify.Left }];
    }

    private sealed class Lines(Terminal console) : IProgress<DownloadProgress>
    {
        private string _file = "";
        private long _tenths;

        public void Report(DownloadProgress value)
        {
            if (value.Message is not null) console.Note(value.Message);
            if (value.File != _file) (_file, _tenths) = (value.File, 0);
            if (value.Total is not > 0 || value.Message is not null) return;
            long tenths = 10 * value.Done / value.Total.Value;
            if (tenths == _tenths) return;
            _tenths = tenths;
            console.Note(string.Create(CultureInfo.InvariantCulture, $"{value.File}: {value.Done:N0} of {value.Total:N0} bytes ({10 * tenths} %)."));
        }
    }

    private sealed class Bars(IAnsiConsole terminal, ProgressContext context) : IProgress<DownloadProgress>
    {
        private readonly Dictionary<string, ProgressTask> _tasks = new(StringComparer.Ordinal);

        public void Report(DownloadProgress value)
        {
            if (value.Message is not null)
            {
                terminal.WriteLine($"bnlab: {SanitizedText.Printable(value.Message)}"); // above the bars
                return;
            }

            if (!_tasks.TryGetValue(value.File, out var task)) _tasks.Add(value.File, task = context.AddTask(Markup.Escape(value.File)));
            task.IsIndeterminate = value.Total is null;
            task.MaxValue = value.Total ?? double.Max(value.Done, 1);
            task.Value = value.Done;
        }
    }
}
