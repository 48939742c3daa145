namespace BnLab.Tests.Data;

public sealed class Cifar10DiagnosticsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("")]
    [InlineData("cifar-10-batches-py")]
    [InlineData("cifar-10-batches-py/data_batch_1")]
    public void The_python_version_is_explained_and_not_opened(string path)
    {
        Directory.CreateDirectory(_folder.File("cifar-10-batches-py"));
        File.WriteAllBytes(_folder.File("cifar-10-batches-py/data_batch_1"), [0x80, 2, (byte)'}', (byte)'q']);
        Assert.Contains("bnlab never unpickles", Message(_folder.File(path)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_files_of_the_python_version_in_a_folder_of_another_name_are_known_too()
    {
        File.WriteAllBytes(_folder.File("data_batch_1"), [0x80, 2]);
        Assert.Contains("bnlab never unpickles", Message(_folder.Path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cifar-10-python.tar.gz", "bnlab never unpickles")]
    [InlineData("cifar-10-binary.tar.gz", "this is a compressed archive; expected its folder, unpacked")]
    public void An_archive_is_not_a_data_set(string name, string message)
    {
        File.WriteAllBytes(_folder.File(name), [0x1F, 0x8B, 8, 0]);
        Assert.Contains(message, Message(_folder.File(name)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_binary_version_beside_the_python_version_is_read()
    {
        Directory.CreateDirectory(_folder.File("cifar-10-batches-py"));
        Directory.CreateDirectory(_folder.File(Cifar10.FolderName));
        File.WriteAllBytes(Path.Combine(_folder.File(Cifar10.FolderName), "data_batch_1.bin"), new byte[3073]);
        Assert.Equal(1, DataSets.Open(_folder.Path).Images.Count);
    }

    public void Dispose() => _folder.Dispose();

    private static string Message(string path)
    {
        string message = Assert.Throws<InvalidDataException>(() => DataSets.Open(path)).Message;
        Assert.StartsWith(path, message, StringComparison.Ordinal);
        return message;
    }
}
