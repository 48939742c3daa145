namespace BnLab.Tests.Experiments;

/// <summary>Studies as the command line defines them.</summary>
internal static class Studies
{
    /// <summary>The study that a command line asks for.</summary>
    public static Study Of(string commandLine)
    {
        var parse = CommandLine.Parse(commandLine.Split(' '));
        Assert.Empty(parse.Errors);
        var experiment = Assert.IsType<StudyExperiment>(Catalogue.Named(parse.CommandResult.Command.Name));
        return experiment.Define(new(experiment.Options, parse.All()));
    }

    /// <summary>Runs all trainings of a study and reports.</summary>
    public static ExperimentResult Run(string commandLine, ImageSet? images = null, IProgress<TrainingLine>? log = null) => Of(commandLine).Run(images, log);
}
