using System.CommandLine;
using BnLab.Experiments;

namespace BnLab.Cli;

/// <summary>The command of a study, made from its declaration.</summary>
/// <param name="Command">As the parser knows it.</param>
/// <param name="Define">The study that a command line asks for.</param>
internal sealed record StudyCommand(Command Command, Func<ParseResult, Study> Define)
{
    public static StudyCommand Create(StudyExperiment experiment)
    {
        var command = ExperimentRun.CommandOf(experiment);
        command.SetAction((parse, cancellation) =>
        {
            var values = Read(parse);
            return StudyRun.RunAsync(parse, experiment.Define(values), values, experiment.PreferredData, cancellation);
        });
        return new(command, parse => experiment.Define(Read(parse)));

        Values Read(ParseResult parse) => new(experiment.Options, parse.All());
    }
}
