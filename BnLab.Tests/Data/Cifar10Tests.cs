namespace BnLab.Tests.Data;

public sealed class Cifar10Tests : IDisposable
{
    private const int RecordLength = 3073;

    private readonly TemporaryFolder _folder = new();

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
    public void The_folder_may_lie_in_the_one_that_is_named()
    {
        Directory.CreateDirectory(_folder.File(Cifar10.FolderName));
        File.WriteAllBytes(Path.Combine(_folder.File(Cifar10.FolderName), "data_batch_1.bin"), Records(2, _ => 1));
        Assert.True(Cifar10.IsAt(_folder.Path));
        Assert.Equal(2, Cifar10.Read(_folder.Path).Count);
    }

    [Fact]
    public void One_file_can_be_read_too()
    {
        Write(1, Records(2, _ => 1));
        Assert.Equal(2, Cifar10.Read(_folder.File("data_batch_1.bin")).Count);
    }

    [Fact]
    public void An_empty_file_is_refused() => Refuses<InvalidDataException>([], "data_batch_1.bin: the file is empty; expected records of 3073 bytes.");

    [Fact]
    public void A_file_cut_in_mid_record_is_refused() => Refuses<InvalidDataException>(
        Records(3, _ => 1)[..^5], "data_batch_1.bin: 9214 bytes end within record 2; expected whole records of 3073 bytes.");

    [Fact]
    public void A_label_that_is_none_is_refused_with_its_record() => Refuses<InvalidDataException>(
        Records(300, i => i == 271 ? 10 : 0), "data_batch_1.bin: record 271 (counted from 0) has label 10; expected 0 to 9.");

    [Fact]
    public void More_records_than_anybody_has_are_refused()
    {
        var error = Assert.Throws<InvalidDataException>(() => Cifar10.Labels("huge.bin", new Huge()));
        Assert.Equal("huge.bin: 10000001 records; expected at most 10000000.", error.Message);
    }

    [Fact]
    public void A_folder_without_the_set_is_refused() =>
        Assert.Contains("data_batch_1.bin: this file of the CIFAR-10 binary version is not there.", Assert.Throws<FileNotFoundException>(() => Cifar10.Read(_folder.Path)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_gap_between_the_files_is_refused()
    {
        Write(1, Records(1, _ => 1));
        Write(3, Records(1, _ => 1));
        Assert.Contains("data_batch_2.bin: this file of the CIFAR-10 binary version is not there, but data_batch_3.bin is.", Assert.Throws<FileNotFoundException>(() => Cifar10.Read(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_refused() =>
        Assert.StartsWith("nowhere: no such folder or file", Assert.Throws<FileNotFoundException>(() => Cifar10.Read("nowhere")).Message, StringComparison.Ordinal);

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

    public void Dispose() => _folder.Dispose();

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

    private void Refuses<TException>(byte[] file, string message)
        where TException : Exception
    {
        Write(1, file);
        Assert.EndsWith(message, Assert.Throws<TException>(() => Cifar10.Read(_folder.Path)).Message, StringComparison.Ordinal);
    }

    private sealed class Huge : MemoryStream
    {
        public override long Length => 10_000_001L * RecordLength;
    }
}
