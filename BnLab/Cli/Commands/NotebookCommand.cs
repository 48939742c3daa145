using System.CommandLine;
using BnLab.Experiments.Notebooks;

namespace BnLab.Cli.Commands;

/// <summary><c>bnlab notebook</c>: what the course's notebooks print with seed 231, beside what public copies print.</summary>
internal static class NotebookCommand
{
    private const int NoteColumn = 54;

    public static Command Create()
    {
        string names = string.Join(", ", Notebook.All.Select(notebook => notebook.Name));
        var name = new Argument<string?>("NOTEBOOK")
        {
            Description = $"One of {names}; all of them without it.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        name.CompletionSources.Add([.. Notebook.All.Select(notebook => notebook.Name)]);
        var command = new ExampleCommand(
            "notebook", "Print cell by cell what the course's notebooks print with seed 231, each number beside the published ones.", "notebook batchnorm")
        { name }.With(GlobalOptions.Verbose);
        command.SetAction(parse =>
        {
            string? typed = parse.GetValue(name);
            var notebooks = Notebook.All.Where(notebook => typed is null || notebook.Name == typed).ToList();
            if (notebooks.Count == 0) throw new OptionException("NOTEBOOK", typed!, $"one of {names}");
            var console = new Terminal(parse);
            bool isBroken = false;
            foreach (var notebook in notebooks)
            {
                var lines = ComparedLine.Of(notebook);
                Print(console, notebook, lines);
                isBroken |= lines.Any(line => line.IsBroken);
            }

            return isBroken ? ExitCode.Broken : ExitCode.Done;
        });
        return command;
    }

    private static void Print(Terminal console, Notebook notebook, IReadOnlyList<ComparedLine> lines)
    {
        console.Print($"{notebook.File}, seed {Notebook.Seed}");
        foreach (var cell in lines.GroupBy(line => line.Cell, StringComparer.Ordinal))
        {
            console.Print("");
            console.Print($"# {cell.Key}");
            foreach (var line in cell)
            {
                string note = Note(line);
                bool fits = line.Text.Length < NoteColumn && NoteColumn + note.Length <= Terminal.Columns;
                console.Print(fits && note.Length > 0 ? line.Text.PadRight(NoteColumn) + note : line.Text);
                if (!fits && note.Length > 0) console.Print($"    {note}");
            }
        }

        var known = lines.Where(line => line.Published is not null).ToList();
        int met = known.Count(line => line.Copies > 0), settled = known.Count(line => line.Published!.IsSettled), broken = known.Count(line => line.IsBroken);
        console.Print("");
        string summary = string.Create(
            CultureInfo.InvariantCulture,
            $"{known.Count} published numbers: {met} to the last digit as public copies print them (of each the three most frequent are known). Two thirds of the copies agree on {settled} numbers; bnlab meets {(broken == 0 ? "all of these" : $"{settled - broken} of these")}. \"= 27 of 39\" says that 27 of 39 copies print the same.");
        foreach (string line in WrappedText.Lines(summary, "", "", Terminal.Columns)) console.Print(line);
        console.Print("");
    }

    private static string Note(ComparedLine line) => line.Published is not { } published ? ""
        : line.Copies > 0 ? $"= {line.Copies} of {published.Copies}"
        : $"most frequent: {published.Values[0].Value} ({published.Values[0].Count} of {published.Copies}){(line.Digits > 0 ? $", {line.DigitsText} met" : "")}";
}
