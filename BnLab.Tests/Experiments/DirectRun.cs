namespace BnLab.Tests.Experiments;

/// <summary>Experiments that train nothing, with options as they are typed.</summary>
internal static class DirectRun
{
    public static ExperimentResult Of(string commandLine, Func<double>? clock = null, CancellationToken stop = default)
    {
        string[] words = commandLine.Split(' ');
        var experiment = (DirectExperiment)Catalogue.Named(words[0]);
        Setting[] settings = [.. experiment.Options, StudyOptions.Seed];
        var given = from word in words.Index().Skip(1)
                    let setting = settings.SingleOrDefault(setting => setting.Name == word.Item)
                    where setting is not null
                    select KeyValuePair.Create(setting.Name, setting.Read(setting.IsFlag ? "true" : words[word.Index + 1]));
        return experiment.Run(new(experiment.Options, given), clock ?? (() => 0.0), stop);
    }
}
