namespace BnLab.Tests.Data;

/// <summary>What a path is taken for; the environment variable is tested on a process of its own, in ExitCodeTests.</summary>
public sealed class DataSetsTests : FolderTests
{
    [Fact]
    public void A_path_is_recognized_by_its_files()
    {
        MnistFiles.Write(_folder.File("digits"), 2);
        WriteCifar("photographs");
        Assert.Equal("mnist", NameOf(_folder.File("digits")));
        Assert.Equal("mnist", NameOf(_folder.File("digits/train-images-idx3-ubyte")));
        Assert.Equal("cifar10", NameOf(_folder.File("photographs")));
        Assert.Equal("cifar10", NameOf(_folder.File("photographs/data_batch_1.bin")));
    }

    [Fact]
    public void A_folder_of_several_sets_gives_the_preferred_one()
    {
        MnistFiles.Write(_folder.File(Mnist.FolderName), 2);
        WriteCifar(Cifar10.FolderName);
        Assert.Equal("cifar10", NameOf(_folder.Path));
        Assert.Equal("mnist", NameOf(_folder.Path, DataSetInfo.Mnist));
        Directory.Delete(_folder.File(Cifar10.FolderName), recursive: true);
        Assert.Equal("mnist", NameOf(_folder.Path, DataSetInfo.Cifar10));
    }

    [Fact]
    public void A_path_that_is_nowhere_or_holds_nothing_is_refused()
    {
        Assert.Equal(
            "nowhere: no such folder or file; expected one of auto, synthetic, cifar10, mnist, or the files of CIFAR-10 (binary version) or MNIST.",
            Assert.Throws<FileNotFoundException>(() => DataSets.Open("nowhere")).Message);
        Assert.Throws<FileNotFoundException>(() => DataSets.Open(_folder.Path, DataSetInfo.Mnist));
    }

    [Theory]
    [InlineData("CIFAR-10", "cifar10")]
    [InlineData("MNIST", "mnist")]
    [InlineData("Synthetic", "synthetic")]
    public void A_name_in_other_letters_is_asked_about(string typed, string meant) => Assert.EndsWith(
        $" Did you mean '{meant}'?", Assert.Throws<FileNotFoundException>(() => DataSets.Open(typed)).Message, StringComparison.Ordinal);

    [Fact]
    public void Without_MNIST_auto_says_that_it_uses_synthetic_images()
    {
        if (DataSetInfo.Mnist.Find() is not null) return; // then there is nothing to say
        Assert.Contains("no MNIST in ", DataSets.Open(DataSets.Auto, DataSetInfo.Mnist).Note, StringComparison.Ordinal);
    }

    private static string NameOf(string path, DataSetInfo? preferred = null) => DataSets.Open(path, preferred).Images.Name;

    private void WriteCifar(string folder)
    {
        Directory.CreateDirectory(_folder.File(folder));
        File.WriteAllBytes(Path.Combine(_folder.File(folder), "data_batch_1.bin"), new byte[3073]);
    }
}
