namespace BnLab.Tests.Data;

/// <summary>Whoever names something else than CIFAR-10 or MNIST is told what it is.</summary>
public sealed class ForeignDataTests : FolderTests
{
    private const string Expected = "; expected CIFAR-10's binary version or MNIST; 'bnlab data download cifar10' or 'mnist' gets it.";

    [Theory]
    [InlineData("data_batch_1.bin", "<!DOCTYPE html><html>", "this is an HTML page, as of a download that failed")]
    [InlineData("data_batch_1.bin", "\n<HTML>", "this is an HTML page, as of a download that failed")]
    [InlineData("data_batch_1.bin", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a", "this is a pointer of Git LFS, and 'git lfs pull' gets the file itself")]
    [InlineData("data_batch_1.mat", "MATLAB 5.0 MAT-file, Platform: GLNXA64", "this is a .mat or HDF5 file")]
    [InlineData("train.mat", "\u0089HDF\r\n", "this is a .mat or HDF5 file")]
    [InlineData("mnist.npz", "PK\u0003\u0004", "this is an .npz file of NumPy")]
    [InlineData("cifar.zip", "PK\u0003\u0004", "this is a .zip archive")]
    [InlineData("x.npy", "\u0093NUMPY\u0001", "this is an .npy file of NumPy")]
    [InlineData("cat.png", "\u0089PNG\r\n", "this is a picture")]
    [InlineData("cat.jpg", "\u00ff\u00d8\u00ff\u00e0", "this is a picture")]
    public void It_is_told_what_a_file_is(string name, string content, string message)
    {
        File.WriteAllBytes(_folder.File(name), Encoding.Latin1.GetBytes(content));
        Assert.Equal($"{_folder.File(name)}: {message}{Expected}", Message(_folder.File(name)));
        Assert.Contains($"{name}: {message}{Expected}", Message(_folder.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_told_of_a_tar_archive()
    {
        using (var tar = new System.Formats.Tar.TarWriter(File.Create(_folder.File("cifar.tar")))) tar.WriteEntry(Archives.File("data_batch_1.bin", Archives.Records(1)));
        Assert.Contains("this is a .tar archive, not unpacked", Message(_folder.File("cifar.tar")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(19)]
    public void It_is_told_of_CIFAR_100(byte label)
    {
        byte[] records = new byte[2 * 3074];
        records[0] = label;
        File.WriteAllBytes(_folder.File("train.bin"), records);
        Assert.Contains("these are records of CIFAR-100", Message(_folder.File("train.bin")), StringComparison.Ordinal);
        Assert.Contains("these are records of CIFAR-100", Message(_folder.Path), StringComparison.Ordinal);
        File.WriteAllText(_folder.File("fine_label_names.txt"), "apple");
        Assert.Contains("this is CIFAR-100", Message(_folder.Path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MNIST")]
    [InlineData("MNIST/raw")]
    public void What_torchvision_has_downloaded_is_read(string below)
    {
        string folder = _folder.File("MNIST/raw");
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, "train-images-idx3-ubyte"), MnistFiles.Images(3));
        File.WriteAllBytes(Path.Combine(folder, "train-labels-idx1-ubyte.gz"), MnistFiles.Compress(MnistFiles.Labels(3)));
        Assert.Equal(("mnist", 3), (DataSets.Open(_folder.File(below)).Images.Name, DataSets.Open(_folder.File(below)).Images.Count));
    }

    [Fact]
    public void A_page_in_the_place_of_MNIST_is_told()
    {
        foreach (string name in new[] { "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz" }) File.WriteAllText(_folder.File(name), "<html>404");
        Assert.Contains("train-images-idx3-ubyte.gz: this is an HTML page", Message(_folder.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void Links_that_lead_nowhere_are_told()
    {
        if (OperatingSystem.IsWindows()) return; // links need a right there
        File.CreateSymbolicLink(_folder.File("dangling"), "nowhere");
        File.CreateSymbolicLink(_folder.File("one"), "two");
        File.CreateSymbolicLink(_folder.File("two"), "one");
        foreach (string name in new[] { "dangling", "one" })
            Assert.Equal($"{_folder.File(name)}: expected a file of a data set, but this is a link that leads nowhere.", Message(_folder.File(name)));
    }

    private static string Message(string path)
    {
        var e = Assert.ThrowsAny<Exception>(() => DataSets.Open(path));
        Assert.True(e is InvalidDataException or IOException, e.ToString());
        return e.Message;
    }
}
