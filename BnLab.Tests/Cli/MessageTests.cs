using System.CommandLine;

namespace BnLab.Tests.Cli;

/// <summary>The form of messages: one line that names what was wrong, ends like a sentence, shows no trace and steers no terminal.</summary>
public sealed class MessageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Mistakes => new()
    {
        { "train --epochs 0", "--epochs 0" },
        { "train --epochs 1 --epochs 2", "--epochs: expected once, but it is given 2 times: 1, 2." },
        { "train --lr 1 --learning-rate 2", "expected once, but it is given 2 times: 1, 2." },
        { "train --lr", "--lr: the value is missing; expected a number." },
        { "train --lr --epochs 2", "--lr: the value is missing; expected a number." },
        { "train --dtype", "--dtype: the value is missing; expected one of float32, float64." },
        { "sweep-init --net", "--net: the value is missing; expected one of batchnorm, layernorm, baseline." },
        { "train --config", "--config: the value is missing; expected the name of a JSON file." },
        { "rerun nothing.json --seed", "--seed: the value is missing; expected none, because the manifest has one." },
        { "--out plots train", "--out: expected after 'bnlab train', not before it." },
        { "train --data --json", "--data: the value is missing; expected a name" },
        { "train --data --lr", "--data: the value is missing; expected a name" }, // an alias
        { "plot empty.figure.csv --title --help", "--title: the value is missing; expected a text in quotes." },
        { "predict --net", "--net: the value is missing; expected a name" },
        { "predict", "--net is missing; expected the trained net: a file NAME.net that 'bnlab train' has written, as in 'bnlab predict --net plots/train.batchnorm.net" },
        { "predict x.net", "--net is missing; expected it before x.net. 'bnlab predict --help'" },
        { "predict --records all x.net --folded", "--net is missing; expected it before x.net." },
        { "predict --nett x.net", "--nett: unknown option of 'bnlab predict'. Did you mean '--net'?" },
        { "predict folded", "folded: unknown argument of 'bnlab predict'. Did you mean '--folded'?" },
        { "predict --net x.net y.net", "y.net: unknown argument of 'bnlab predict'." },
        { "plot --title", "--title: the value is missing; expected a text in quotes." },
        { "data download mnist --url", "--url: the value is missing; expected an address." },
        { "plot", "FILE is missing; expected the data of a figure (NAME.figure.csv) or any other file of its run, as in 'bnlab plot plots/train.figure.csv" },
        { "merge", "FILE is missing; expected the journals that the parts of a study (--shard i/n) have left, as in 'bnlab merge" },
        { "rerun", "RUN.json is missing; expected the manifest of the earlier run, as in 'bnlab rerun plots/train.json'." },
        { "completion", "SHELL is missing; expected one of bash, zsh, fish, pwsh, as in 'bnlab completion bash'." },
        { "--seed 3", "--seed: expected after a command, as in 'bnlab train --seed'." },
        { "frob --help", "frob: unknown command of 'bnlab'." },
        { "help trian", "trian: unknown command of 'bnlab'. Did you mean 'train'?" },
        { "help train extra", "extra: expected no further word, as 'bnlab train' has no commands of its own." },
        { "help data info extra more", "extra: expected no further word, as 'bnlab data info' has no commands of its own." },
        { "help plot a-file", "a-file: expected no further word, as 'bnlab plot' has no commands of its own." }, // though 'plot' itself takes one
        { "help help train", "train: expected no further word, as 'bnlab help' has no commands of its own." },
        { "data inof --help", "inof: unknown command of 'bnlab data'. Did you mean 'info'?" },
        { "plot a.figure.csv --seed 3", "--seed: unknown option of 'bnlab plot'. 'bnlab plot --help' lists what there is." },
        { "--seed 3 merge a.journal", "--seed: unknown option of 'bnlab merge'." },
        { "data list --quiet", "--quiet: unknown option of 'bnlab data list'." },
        { "data --json", "--json: unknown option of 'bnlab data'." },
        { "completion bash --config a-file", "--config: unknown option of 'bnlab completion'." },
        { "train --frob", "--frob" },
        { "frob", "frob" },
        { "train batchnorm", "batchnorm: unknown argument of 'bnlab train'. Did you mean '--batchnorm'?" },
        { "train --data CIFAR10", "CIFAR10: no such folder or file; expected one of auto, synthetic, cifar10, mnist, or" },
        { "data info nowhere", "nowhere" },
        { "train --out a-file --data synthetic", "--out a-file" },
        { "train --data a-file", "a-file" },
        { "train --data empty", "empty" },
        { "train --data empty-folder", "empty-folder" },
        { "train --data ten-records/data_batch_1.bin --num-train 50", "--num-train 50" },
        { "train --data wrong-label", "record 1 (counted from 0) has label 77; expected 0 to 9." },
        { "train --config nothing.json", "nothing.json" },
        { "train --config empty-folder", "empty-folder" },
        { "train --config a-file", "a-file" },
        { "train --config twice.json", "twice.json: 'epochs'" },
        { "train --config unknown.json", "unknown.json: 'epoch'" },
        { "train --config beyond.json", "beyond.json: --epochs 0" },
        { "rerun a-file", "a-file" },
        { "rerun nothing.json", "nothing.json" },
        { "merge a-file", "a-file" },
        { "merge empty", "empty" },
        { "plot a-file", "a-file" },
        { "plot empty.figure.csv", "empty.figure.csv" },
        { "plot nothing.figure.csv", "nothing.figure.csv" },
        { "report empty-folder", "empty-folder" },
        { "report nothing", "nothing" },
        { "predict --net a-file", "a-file" },
        { "predict --net nothing.net", "nothing.net" },
        { "predict --net empty", "empty" },
        { "predict --net x --records 3-1", "--records 3-1" },
        { "sweep-init --shard 4/3", "--shard 4/3" },
        { "whiten --shrink 5 --data synthetic", "--shrink 5" },
        { "moments --shape 1,2", "--shape 1,2" },
        { "forward --values 1;2,3", "--values" },
        { "gradcheck --layer nope", "--layer nope" },
        { "data download", "SET is missing; expected cifar10 or mnist, as in 'bnlab data download mnist'." },
        { "data download mnis", "mnis" },
        { "data download mnist --url ftp://x", "--url ftp://x" },
        { "data download cifar10 --timeout 0", "--timeout 0" },
        { "train --data file\u001b[31mred", "file [31mred" }, // an escape sequence would colour the terminal
        { "predict --net a\u0007b\nc", "a b c" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_message_is_one_sentence_that_names_what_was_wrong(string arguments, string named)
    {
        File.WriteAllText(_folder.File("a-file"), "Once upon a time\n");
        File.WriteAllText(_folder.File("empty"), "");
        File.WriteAllText(_folder.File("empty.figure.csv"), "");
        File.WriteAllText(_folder.File("twice.json"), """{"epochs": 1, "epochs": 2}""");
        File.WriteAllText(_folder.File("unknown.json"), """{"epoch": 1}""");
        File.WriteAllText(_folder.File("beyond.json"), """{"epochs": 0}""");
        Directory.CreateDirectory(_folder.File("empty-folder"));
        Directory.CreateDirectory(_folder.File("ten-records"));
        File.WriteAllBytes(_folder.File("ten-records/data_batch_1.bin"), new byte[3073 * 10]);
        byte[] records = new byte[3073 * 2];
        records[3073] = 77;
        File.WriteAllBytes(_folder.File("wrong-label"), records);

        // Names of files are taken below the folder, so that the tests need not change the process's own.
        string[] words = [.. arguments.Split(' ').Select(word => Path.Exists(_folder.File(word)) ? _folder.File(word) : word)];
        var run = await CommandLineRun.Into(_folder.File("out"), words);
        string line = Assert.Single(run.Error.TrimEnd('\r', '\n').Split('\n')).TrimEnd('\r');
        Assert.StartsWith("bnlab: ", line, StringComparison.Ordinal);
        string message = line["bnlab: ".Length..].Replace(_folder.Path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
        Assert.Contains(named, message, StringComparison.Ordinal);
        Assert.Contains(message[^1], ".?"); // the question is whether another name was meant
        Assert.InRange(message.Length, 10, 600);
        Assert.DoesNotContain(message, char.IsControl);
        Assert.DoesNotContain("internal error", message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", message, StringComparison.Ordinal);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.False(Directory.Exists(_folder.File("out")));
    }

    [Fact]
    public void Every_option_says_what_its_value_is_to_be()
    {
        Assert.All(
            AllOf(CommandTree.Root).SelectMany(command => command.Options).Where(option => option.Arity.MinimumNumberOfValues > 0),
            option => Assert.NotEmpty(Assert.IsType<SettingOption>(option).Setting.Expected));

        static IEnumerable<Command> AllOf(Command command) => command.Subcommands.SelectMany(AllOf).Prepend(command);
    }

    public void Dispose() => _folder.Dispose();
}
