using System.CommandLine;
using BnLab.Experiments;

namespace BnLab.Cli;

/// <summary>The command of a study, made from its declaration.</summary>
/// <param name="Command">As the parser knows it.</param>
/// <param name="Define">The study that a command line asks for.</param>
internal sealed record StudyCommand(Command Command, Func<ParseResult, Study> Define)
{
    public static StudyCommand Create(Experiment experiment)
    {
        var command = new ExampleCommand(experiment.Name, experiment.Summary, experiment.Example).Using(GlobalOptions.All).Drawing();
        var options = experiment.Options.Where(setting => setting.Name != GlobalOptions.Seed.Name).ToDictionary(setting => setting, SettingOption.Of);
        foreach (var option in options.Values) command.Options.Add(option);
        command.SetAction((parse, cancellation) =>
        {
            var values = Read(parse);
            var plan = new StudyPlan(values.Get(StudyOptions.Data), values.Get(StudyOptions.Part), values.Get(StudyOptions.Resume), experiment.PreferredData);
            return StudyRun.RunAsync(parse, experiment.Define(values), plan, cancellation);
        });
        return new(command, parse => experiment.Define(Read(parse)));

        Values Read(ParseResult parse) => new(experiment.Options,
        [
            .. options.Select(pair => KeyValuePair.Create(pair.Key.Name, pair.Value switch
            {
                SettingOption valued => parse.GetValue(valued),
                Option<bool> flag => parse.GetValue(flag),
                _ => null,
            })),
            KeyValuePair.Create<string, object?>(StudyOptions.Seed.Name, parse.GetValue(GlobalOptions.Seed)),
        ]);
    }
}
