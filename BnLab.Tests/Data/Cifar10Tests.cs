namespace BnLab.Tests.Data;

public sealed class Cifar10Tests : FolderTests
{
    private const int RecordLength = 3073;

    [Theory]
    [InlineData(1, 3)]
    [InlineData(300, 7)] // more than is read at once
    public void Any_number_of_whole_records_is_read_in_order(int first, int second)
    {
        Write(1, Records(first, label: i => i % 10));
        Write(2, Records(second, label: _ => 9));
        var images = Cifar10.Read(_folder.Path);
        Assert.Equal(first + second, images.Count);
        Assert.Equal([.. Enumerable.Range(0, first).Select(i => (byte)(i % 10)), .. Enumerable.Repeat((byte)9, second)], images.Labels);
        byte[][] expected = [.. Enumerable.Range(0, first).Concat(Enumerable.Range(0, second)).Select(Image)];
        foreach (int start in new[] { 0, first - 1, first, first + second - 1 })
        {
            var reader = images.From(start);
            for (int i = start; i < images.Count; i++) Assert.Equal(expected[i], reader.Next().ToArray());
            Assert.Throws<InvalidOperationException>(() => reader.Next().Length);
        }
    }

    [Fact]
    public void A_folder_that_holds_the_set_in_its_own_or_one_file_can_be_read()
    {
        Directory.CreateDirectory(_folder.File(Cifar10.FolderName));
        File.WriteAllBytes(Path.Combine(_folder.File(Cifar10.FolderName), "data_batch_1.bin"), Records(2, _ => 1));
        Assert.True(Cifar10.IsAt(_folder.Path));
        Assert.Equal(2, Cifar10.Read(_folder.Path).Count);
        Assert.Equal(2, Cifar10.Read(Path.Combine(_folder.File(Cifar10.FolderName), "data_batch_1.bin")).Count);
    }

    [Theory]
    [InlineData(0, 0, -1, "expected a file of a data set, but this is empty, a pipe or a device.")]
    [InlineData(3, 5, -1, "9214 bytes end within record 2; expected whole records of 3073 bytes.")]
    [InlineData(300, 0, 271, "record 271 (counted from 0) has label 10; expected 0 to 9.")]
    public void A_file_that_is_empty_cut_or_has_a_wrong_label_is_refused(int records, int cut, int wrong, string message)
    {
        Write(1, Records(records, i => i == wrong ? 10 : 0)[..^cut]);
        Assert.Equal($"{_folder.File("data_batch_1.bin")}: {message}", Assert.Throws<InvalidDataException>(() => Cifar10.Read(_folder.Path)).Message);
    }

    [Fact]
    public void More_records_than_an_array_holds_are_refused()
    {
        var error = Assert.Throws<InvalidDataException>(() => Cifar10.Labels("huge.bin", new Huge()));
        Assert.Equal($"huge.bin: {Array.MaxLength + 1L} records; expected at most {Array.MaxLength}.", error.Message);
    }

    [Fact]
    public void Files_that_are_missing_are_named()
    {
        Refuses("nowhere", "nowhere: no such folder or file; expected the CIFAR-10 binary files.");
        Refuses(_folder.Path, $"{_folder.File("data_batch_1.bin")}: this file of the CIFAR-10 binary version is not there.");
        Write(1, Records(1, _ => 1));
        Write(3, Records(1, _ => 1));
        Refuses(_folder.Path, $"{_folder.File("data_batch_2.bin")}: this file of the CIFAR-10 binary version is not there, but data_batch_3.bin is.");

        static void Refuses(string path, string message) => Assert.Equal(message, Assert.Throws<FileNotFoundException>(() => Cifar10.Read(path)).Message);
    }

    [Fact]
    public void The_checksum_is_of_the_records_however_they_are_split()
    {
        byte[] records = Records(4, i => i);
        Write(1, records);
        string whole = Cifar10.Read(_folder.Path).Sha256();
        Write(1, records[..RecordLength]);
        Write(2, records[RecordLength..]);
        Assert.Equal(whole, Cifar10.Read(_folder.Path).Sha256());
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(records)), whole);
    }

    private static byte Pixel(int record, int index) => (byte)((record * 7) + (index * 13));

    private static byte[] Image(int record) => [.. Enumerable.Range(0, RecordLength - 1).Select(index => Pixel(record, index))];

    private static byte[] Records(int count, Func<int, int> label)
    {
        var bytes = new byte[count * RecordLength];
        for (int i = 0; i < count; i++)
        {
            bytes[i * RecordLength] = (byte)label(i);
            for (int j = 0; j < RecordLength - 1; j++) bytes[(i * RecordLength) + 1 + j] = Pixel(i, j);
        }

        return bytes;
    }

    private void Write(int number, byte[] bytes) => File.WriteAllBytes(_folder.File($"data_batch_{number}.bin"), bytes);

    private sealed class Huge : MemoryStream
    {
        public override long Length => (Array.MaxLength + 1L) * RecordLength;
    }

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

    private static string Message(string path)
    {
        string message = Assert.Throws<InvalidDataException>(() => DataSets.Open(path)).Message;
        Assert.StartsWith(path, message, StringComparison.Ordinal);
        return message;
    }
}
