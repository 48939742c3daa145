using System.CommandLine;

namespace BnLab.Tests.Cli;

/// <summary>Bad input: one line on stderr that says what was wrong and what was expected, exit code 1, no file.</summary>
public sealed class BadInputTests : FolderTests
{
    private const string FourLengths = "expected four lengths of 1 or more: images, rows, columns and channels, with at most 67108864 values in all. HELP";
    private const string NoSuchData = "no such folder or file; expected one of auto, synthetic, cifar10, mnist, or the files of CIFAR-10 (binary version) or MNIST.";

    /// <summary>Whole sentences; HELP is where the command's help is pointed to.</summary>
    public static TheoryData<string, string> Sentences => new()
    {
        { "train --frobnicate", "--frobnicate: unknown option of 'bnlab train'. HELP" },
        { "train extra", "extra: unknown argument of 'bnlab train'. HELP" },
        { "train --lr -1", "--lr -1: expected a finite number above 0. HELP" },
        { "train --lr abc", "--lr abc: expected a number. HELP" },
        { "train --lr 1,5", "--lr 1,5: expected a number. HELP" },
        { "train --lr nan", "--lr nan: expected a finite number above 0. HELP" },
        { "train --hidden 100,x", "--hidden 100,x: expected whole numbers with commas between, like 100,50, or none. HELP" },
        { "train --hidden 100,0", "--hidden 100,0: expected sizes of 1 or more. HELP" },
        { "train --data synthetic --hidden 100000,100000", "--hidden 100000,100000: expected a net of at most 268435456 weights." },
        { "train --data synthetic --hidden 1,130000000,1", "--hidden 1,130000000,1: expected a net of at most 268435456 weights." },
        { "train --data synthetic --batch-size 1000000", "--batch-size 1000000: expected at most 87381 with layers of 3072." },
        { "train --epochs 0", "--epochs 0: expected 1 or more. HELP" },
        { "train --epochs 99999999999", "--epochs 99999999999: expected a whole number of at most 2147483647. HELP" },
        { "train --data synthetic --epochs 2000000000", "--epochs 2000000000: expected fewer, or a smaller --num-train than 1000: 40000000000 iterations are too many to keep." },
        { "train --batch-size 0", "--batch-size 0: expected 1 or more. HELP" },
        { "train --weight-scale 0", "--weight-scale 0: expected a finite number above 0. HELP" },
        { "train --reg -0.5", "--reg -0.5: expected a finite number of 0 or more. HELP" },
        { "train --lr-decay inf", "--lr-decay inf: expected a number. HELP" },
        { "train --workers 0", "--workers 0: expected 1 to 1024. HELP" },
        { "train --print-every 0", "--print-every 0: expected 1 or more. HELP" },
        { "train --num-train 0", "--num-train 0: expected 1 or more. HELP" },
        { "train --data synthetic --num-train 9001", "--num-train 9001: expected at most 9000, the training split of the 10000 images in the synthetic set." },
        { "train --data synthetic --split 10000,1", "--split 10000,1: expected at most 10000 images in all, as the synthetic set has." },
        { "train --split 5", "--split 5: expected two whole numbers of 1 or more with a comma between, like 49000,1000. HELP" },
        { "train --update-rule sgdm", "--update-rule sgdm: expected one of adam, rmsprop, sgd-momentum, sgd. HELP" },
        { "train --dtype half", "--dtype half: expected one of float32, float64. HELP" },
        { "train --seed -1", "--seed -1: expected a whole number from 0 to 4294967295. HELP" },
        { "train --data synthetic --no-baseline", "--no-baseline: expected --batchnorm or --layernorm beside it, or no net is left to train." },
        { "train --epochs --reg 1", "--epochs: the value is missing; expected a whole number of at most 2147483647. HELP" },
        { "train --data ", "--data: expected a name, not nothing. HELP" },
        { "train --data nowhere", $"nowhere: {NoSuchData}" },
        { "forwrd", "forwrd: unknown command of 'bnlab'. Did you mean 'forward'? 'bnlab --help' lists what there is." },
        { "xyz", "xyz: unknown command of 'bnlab'. 'bnlab --help' lists what there is." },
        { "data inof", "inof: unknown command of 'bnlab data'. Did you mean 'info'? HELP" },
        { "train --epoch 3", "--epoch: unknown option of 'bnlab train'. Did you mean '--epochs'? HELP" },
        { "train --epoch=3", "--epoch: unknown option of 'bnlab train'. Did you mean '--epochs'? HELP" },
        { "gradcheck --sed 3", "--sed: unknown option of 'bnlab gradcheck'. Did you mean '--seed'? HELP" },
        { "train --learningrate 1", "--learningrate: unknown option of 'bnlab train'. Did you mean '--learning-rate'? HELP" },
        { "forward extra", "extra: unknown argument of 'bnlab forward'. HELP" },
        { "data info synthetic --data cifar10", "--data cifar10: expected no other set beside it, but 'synthetic' is named as well." },
        { "data info nowhere", $"nowhere: {NoSuchData}" },
        { "data info ", "SET|PATH: expected a name, not nothing." },
        { "data info synthetic more", "more: unknown argument of 'bnlab data info'. HELP" },
        { "train --size 10", "--size 10: expected width and height from 32 to 16384, like 1200x800. HELP" },
        { "train --size 10x10", "--size 10x10: expected width and height from 32 to 16384, like 1200x800. HELP" },
        { "train --size 1200x31", "--size 1200x31: expected width and height from 32 to 16384, like 1200x800. HELP" },
        { "sweep-init --dpi 9", "--dpi 9: expected 10 to 1000. HELP" },
        { "depth --layers 10,10", "--layers 10,10: expected two different numbers or more, each from 1 to 200. HELP" },
        { "depth --width 5000", "--width 5000: expected 1 to 4000. HELP" },
        { "depth --seeds 1", "--seeds 1: expected 2 to 10000. HELP" },
        { "invariance extra", "extra: unknown argument of 'bnlab invariance'. HELP" },
        { "moments --theme grey", "--theme grey: expected one of light, dark. HELP" },
        { "plot x.figure.csv --size 20000x5", "--size 20000x5: expected width and height from 32 to 16384, like 1200x800. HELP" },
        { "plot x.figure.csv --dpi 1001", "--dpi 1001: expected 10 to 1000. HELP" },
        { "plot x.figure.csv --format gif", "--format gif: expected one of png, svg, both. HELP" },
        { "inference --hidden none", "--hidden none: expected one hidden layer or more: without any there is nothing to normalize." },
        { "inference --batch-size 1", "--batch-size 1: expected 2 or more: a single image has no variance." },
        { "inference --num-train 1", "--num-train 1: expected 2 or more: a single image has no variance." },
        { "inference --repeats 0", "--repeats 0: expected 1 or more. HELP" },
        { "inference --repeats x", "--repeats x: expected a whole number of at most 2147483647. HELP" },
        { "moments --shape 3,4,5", $"--shape 3,4,5: {FourLengths}" },
        { "moments --shape 3,4,5,-1", $"--shape 3,4,5,-1: {FourLengths}" },
        { "moments --shape 1000,1000,1000,1000", $"--shape 1000,1000,1000,1000: {FourLengths}" },
        { "moments --shape 3,4,5,0", $"--shape 3,4,5,0: {FourLengths}" },
        { "moments --shape 2000000000,2000000000,2000000000,2000000000", $"--shape 2000000000,2000000000,2000000000,2000000000: {FourLengths}" },
        { "moments --repeats 0", "--repeats 0: expected 1 or more. HELP" },
        { "moments --shape none", $"--shape none: {FourLengths}" },
        { "completion tcsh", "SHELL tcsh: expected one of bash, zsh, fish, pwsh." },
        { "train --checkpoint-every -1", "--checkpoint-every -1: expected a number of epochs, or 0 for no checkpoints. HELP" },
        { "forward --values 1;2 --layer layernorm", "--layer layernorm: expected no --values beside it, which are normalized as batch normalization does it." },
        { "forward --values 1,1e200;2,3", "--values 1,1e200;2,3: expected numbers from -1e+150 to 1e+150, whose squares can be added up. HELP" },
    };

    /// <summary>What a message names; an option that was typed comes first.</summary>
    public static TheoryData<string, string> Mistakes => new()
    {
        { "regression --data synthetic", "--data: unknown option of 'bnlab regression'." },
        { "regression --seeds 0", "--seeds 0: expected 1 to 10000." },
        { "regression --hidden 0", "--hidden 0: expected sizes of 1 or more." },
        { "shift --hidden none", "--hidden none: expected one hidden layer or more" },
        { "whiten --weight-scale 1", "--weight-scale: unknown option of 'bnlab whiten'." },
        { "whiten --shrink 5 --data synthetic", "--shrink 5: expected a divisor of height and width" },
        { "shuffle --seeds 1", "--seeds 1: expected 2 to 10000." },
        { "shuffle --data synthetic --num-train 10", "--batch-size 50: expected at most 10" },
        { "saturation --gain 0", "--gain 0: expected a finite number above 0." },
        { "saturation --data synthetic --num-train 200 --batch-size 20 --epochs 4", "--epochs 4: expected more: gradients are recorded up to iteration 50" },
        { "saturation --hidden none", "--hidden none: expected one hidden layer or more" },
        { "regression --hidden none", "--hidden none: expected one hidden layer or more" },
        { "regression --hidden 60000,60000", "--hidden 60000,60000: expected a net of at most 268435456 weights." },
        { "regression --batch-size 268435456", "--batch-size 268435456: expected at most 26843545 with layers of 10." },
        { "shuffle --hidden none", "--hidden none: expected one hidden layer or more" },
        { "train --batchnorm --hidden none", "--hidden none: expected one hidden layer or more" },
        { "sweep-init --hidden none", "--hidden none: expected one hidden layer or more" },
        { "regularization --hidden none", "--hidden none: expected one hidden layer or more" },
        { "saturation --weight-scale 1", "--weight-scale: unknown option of 'bnlab saturation'." },
        { "gamma-beta --seeds 1", "--seeds 1: expected 2 to 10000." },
        { "gamma-beta --seed 4294967295", "--seed 4294967295: expected at most 4294967286 with 10 seeds." },
        { "gamma-beta --hidden none", "--hidden none: expected one hidden layer or more" },
        { "placement --seeds 10001", "--seeds 10001: expected 2 to 10000." },
        { "placement --gain -1", "--gain -1: expected a finite number above 0." },
        { "convnet --kernel 4", "--kernel 4: expected an odd number of 1 or more." },
        { "convnet --filters 0", "--filters 0: expected 1 or more." },
        { "small-batch --batch-sizes 8,2", "--batch-sizes 8,2: expected two or more ascending sizes of 1 or more." },
        { "small-batch --data synthetic --groups 3", "--groups 3: expected a divisor of the filters and of the hidden layers' sizes." },
        { "convnet --seeds x", "--seeds x: expected a whole number of at most 2147483647." },
        { "regularization --keep 1", "--keep: unknown option of 'bnlab regularization'." },
        { "regularization --reg 0.1", "--reg: unknown option of 'bnlab regularization'." },
        { "regularization --data synthetic --shift 32", "--shift 32: expected at most 31 pixels on images of 3 × 32 × 32." },
        { "sweep-init --shard 4/3", "--shard 4/3: expected a part and how many there are, like 1/3." },
        { "sweep-init --data synthetic --points 3 --seeds 2 --shard 1/13", "--shard 1/13: expected at most 12 parts, one for each training." },
        { "sweep-init --net dropout", "--net dropout: expected one of batchnorm, layernorm, baseline." },
        { "sweep-init --points 0", "--points 0: expected 1 to 10000." },
        { "sweep-init --scale-min 0", "--scale-min 0: expected a finite number above 0." },
        { "sweep-init --data synthetic --scale-max 1e-9", "--scale-max 1E-09: expected a finite number of at least --scale-min." },
        { "sweep-init --data synthetic --seeds 2 --seed 4294967295", "--seed 4294967295: expected at most 4294967294 with 2 seeds." },
        { "gradcheck --layer batchnrom", "--layer batchnrom: expected a layer, loss or net such as batchnorm; 'bnlab gradcheck --help' lists them all." },
        { "gradcheck --plant relu-no-msk", "--plant relu-no-msk: expected the name of a mistake such as relu-no-mask; 'bnlab gradcheck --mutate' lists" },
        { "gradcheck --plant zzz", "--plant zzz: expected the name of a mistake; 'bnlab gradcheck --mutate' lists them all." },
        { "gradcheck --plant relu-no-mask --mutate", "--plant relu-no-mask: expected no --mutate" },
        { "gradcheck --plant relu-no-mask --layer tanh", "--layer tanh: expected relu" },
        { "gradcheck --h 0", "--h 0: expected a step from 2e-06" },
        { "gradcheck --h NaN", "--h NaN: expected a step from 2e-06" },
        { "gradcheck --h Infinity", "--h Infinity: expected a step from 2e-06" },
        { "gradcheck --h 1.9e-6", "--h 1.9e-6: expected a step from 2e-06" },
        { "gradcheck --h 2e-4", "--h 2e-4: expected a step from 2e-06" },
        { "shift --data synthetic --num-train 200 --epochs 1 --batch-size 20", "--epochs 1: expected more: 10 iterations are too few to see a drift, 20 are not." },
        { "landscape --data synthetic --num-train 200 --epochs 1 --batch-size 50", "--epochs 1: expected more: the first measurement is after 10 iterations." },
        { "landscape --hidden none", "--hidden none: expected one hidden layer or more" },
        { "affine-only --widths 50,20", "--widths 50,20: expected rising sizes from 1 to 1024." },
        { "affine-only --layers 1", "--layers 1: expected 2 to 50." },
        { "recipes --batch-size 1", "--batch-size 1: expected 2 or more: a single image has no variance." },
        { "recipes --num-train 20", "--batch-size 50: expected at most 20, the images that are trained on." },
        { "recipes --lr-decay 0.5", "--lr-decay: unknown option of 'bnlab recipes'." },
        { "affine-only --hidden 5", "--hidden: unknown option of 'bnlab affine-only'." },
        { "forward --values 1,2;3", "--values 1,2;3: expected rows of" },
        { "forward --values 1,x", "--values 1,x: expected rows of" },
        { "forward --values 1,NaN", "--values 1,NaN: expected rows of" },
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
        { "train batchnorm", "batchnorm: unknown argument of 'bnlab train'. Did you mean '--batchnorm'?" },
        { "train --data CIFAR10", "CIFAR10: no such folder or file; expected one of auto, synthetic, cifar10, mnist, or" },
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
        { "data download", "SET is missing; expected cifar10 or mnist, as in 'bnlab data download mnist'." },
        { "data download mnis", "mnis" },
        { "data download mnist --url ftp://x", "--url ftp://x" },
        { "train --data file\u001b[31mred", "file\\u001b[31mred" }, // an escape sequence would colour the terminal
        { "predict --net a\u0007b\nc", "a\\u0007b c" },
    };

    [Theory]
    [MemberData(nameof(Sentences))]
    public async Task A_mistake_is_told_in_a_sentence(string arguments, string sentence)
    {
        string message = Regex.Replace(
            await Refused(arguments), "'bnlab (?<command>[a-z -]+) --help' lists what there is[.]",
            help => arguments.StartsWith($"{help.Groups["command"].Value} ", StringComparison.Ordinal) ? "HELP" : help.Value);
        Assert.Equal(sentence, message);
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_message_names_what_was_wrong(string arguments, string named)
    {
        string message = await Refused(arguments);
        if (named.StartsWith("--", StringComparison.Ordinal)) Assert.StartsWith(named, message, StringComparison.Ordinal);
        else Assert.Contains(named, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_data_set_is_named_and_nothing_is_written()
    {
        File.WriteAllBytes(_folder.File("data_batch_1.bin"), new byte[5000]);
        string output = _folder.File("out");
        var run = await CommandLineRun.Of("train", "--data", _folder.Path, "--out", output);
        Assert.Equal($"bnlab: {_folder.File("data_batch_1.bin")}: 5000 bytes end within record 1; expected whole records of 3073 bytes.", run.Error.TrimEnd());
        Assert.Equal(1, run.ExitCode);
        Assert.False(Directory.Exists(output));
    }

    [Fact]
    public async Task A_file_as_output_folder_is_refused()
    {
        string file = _folder.File("out");
        File.WriteAllText(file, "mine");
        var run = await CommandLineRun.Of("train", "--data", "synthetic", "--out", file);
        Assert.Equal($"bnlab: --out {file}: expected a folder, but this is a file.", run.Error.TrimEnd());
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("mine", File.ReadAllText(file));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_to_is_refused()
    {
        if (OperatingSystem.IsWindows()) return;
        string locked = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess ? "/proc" : _folder.File("locked");
        if (locked != "/proc")
        {
            Directory.CreateDirectory(locked);
            File.SetUnixFileMode(locked, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var run = await CommandLineRun.Of("train", "--data", "synthetic", "--out", locked);
        Assert.StartsWith($"bnlab: --out {locked}: expected a folder that can be written to (", Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public void Every_option_says_what_its_value_is_to_be()
    {
        Assert.All(
            AllOf(CommandTree.Root).SelectMany(command => command.Options).Where(option => option.Arity.MinimumNumberOfValues > 0),
            option => Assert.NotEmpty(Assert.IsType<SettingOption>(option).Setting.Expected));

        static IEnumerable<Command> AllOf(Command command) => command.Subcommands.SelectMany(AllOf).Prepend(command);
    }

    /// <summary>The message of a command line that is refused: one line that ends like a sentence, shows no trace and steers no terminal.</summary>
    private async Task<string> Refused(string arguments)
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
        string[] words = [.. arguments.Split(' ').Select(word => word.Length > 0 && Path.Exists(_folder.File(word)) ? _folder.File(word) : word)];
        var run = await CommandLineRun.Into(_folder.File("out"), words);
        string line = Assert.Single(run.Error.TrimEnd('\r', '\n').Split('\n')).TrimEnd('\r');
        Assert.StartsWith("bnlab: ", line, StringComparison.Ordinal);
        string message = line["bnlab: ".Length..].Replace(_folder.Path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
        Assert.Contains(message[^1], ".?"); // the question is whether another name was meant
        Assert.InRange(message.Length, 10, 600);
        Assert.DoesNotContain(message, char.IsControl);
        Assert.DoesNotContain("internal error", message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", message, StringComparison.Ordinal);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.False(Directory.Exists(_folder.File("out")));
        return message;
    }
}
