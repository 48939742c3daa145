using System.Formats.Tar;
using System.Text;
using BnLab.Data.Downloading;

namespace BnLab.Tests.Data.Downloading;

/// <summary>Archives that do not mean well.</summary>
public sealed class SetArchiveTests : IDisposable
{
    private const string Root = Archives.Root;
    private const long Limit = 1 << 20;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => ["/etc/passwd", "../out", $"{Root}/../../out", $"{Root}/a/../b", $"{Root}/./b", $"{Root}//b", "C:\\out", $"{Root}\\..\\out", $"{Root}/a:b", $"{Root}/a b", "elsewhere/file", $"{Root}x/file", $"{Root}/{new string('x', 300)}", $"{Root}/\u001b[31m", Root];

    [Fact]
    public void Files_arrive_as_they_are()
    {
        Unpack(Archives.Tar(
            new PaxTarEntry(TarEntryType.Directory, $"./{Root}/"), Archives.File($"./{Root}/a", [1, 2, 3]), Archives.File($"{Root}/deeper/b-1_2.bin", []),
            new GnuTarEntry(TarEntryType.RegularFile, $"{Root}/{new string('y', 120)}") { DataStream = new MemoryStream([9]) }));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(_folder.File($"{Root}/a")));
        Assert.Empty(File.ReadAllBytes(_folder.File($"{Root}/deeper/b-1_2.bin")));
        Assert.Equal([9], File.ReadAllBytes(_folder.File($"{Root}/{new string('y', 120)}")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Paths_that_lead_elsewhere_are_refused(string name) => Refuses(Archives.Tar(Archives.File(name, [1])), "entry '|it", "expected");

    [Fact]
    public void A_path_may_be_there_once_whatever_its_case() =>
        Refuses(Archives.Tar(Archives.File($"{Root}/a", [1]), Archives.File($"{Root}/A", [2])), $"entry '{Root}/A' is there twice");

    [Theory]
    [InlineData(TarEntryType.SymbolicLink, "is a symbolic link; expected files and folders only")]
    [InlineData(TarEntryType.HardLink, "is a hard link; expected files and folders only")]
    public void Links_are_refused(TarEntryType type, string message) => Refuses(Archives.Tar(Archives.Link(type, $"{Root}/a", "/etc/passwd")), message);

    [Theory]
    [InlineData(TarEntryType.CharacterDevice, "is a device; expected files and folders only")]
    [InlineData(TarEntryType.BlockDevice, "is a device; expected files and folders only")]
    [InlineData(TarEntryType.Fifo, "is a pipe; expected files and folders only")]
    public void Devices_are_refused(TarEntryType type, string message) => Refuses(Archives.Tar(new PaxTarEntry(type, $"{Root}/a")), message);

    [Theory]
    [InlineData("00010000000\0", '0', "announces 2097152 bytes; expected at most 1048576")]
    [InlineData("17777777777\0", 'x', "announces 2147483647 bytes; expected at most 32768")] // a reader would make room for it
    [InlineData("17777777777\0", 'L', "announces 2147483647 bytes; expected at most 32768")]
    [InlineData("00000001000\0", '5', "announces 512 bytes; expected at most 0")]
    [InlineData("\u0080\0\0\0\0\0\0\0\u0001\0\0\0", '0', "announces a length that is no octal number of 8 GB or less")]
    [InlineData("-0000000001\0", '0', "announces a length that is no octal number of 8 GB or less")]
    [InlineData("00000000000\0", 'S', "is a sparse file; expected files and folders only")]
    public void Headers_that_announce_too_much_are_refused(string length, char type, string message) =>
        Refuses([.. Archives.Header($"{Root}/a", length, type), .. new byte[4096]], message);

    [Fact]
    public void All_files_together_are_limited() => Refuses(
        Archives.Tar([.. Enumerable.Range(0, 5).Select(i => Archives.File($"{Root}/{i}", new byte[250_000]))]), $"its entries announce more than {Limit} bytes");

    [Fact]
    public void The_number_of_entries_is_limited()
    {
        byte[] tar = [.. Enumerable.Range(0, 10_001).SelectMany(i => Archives.Header($"{Root}/{i}", "00000000000\0", '0'))];
        var e = Assert.Throws<InvalidDataException>(() => SetArchive.Read(new MemoryStream(tar), "x", Root, limit: 1 << 30, _ => Stream.Null, CancellationToken.None));
        Assert.Contains("it has more than 10000 entries", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_length_is_refused()
    {
        byte[] record = "13 size=1000\n"u8.ToArray();
        Refuses(
            [
                .. Archives.Header("x", "00000000015\0", 'x'), .. record, .. new byte[512 - record.Length],
                .. Archives.Header($"{Root}/a", "00000000001\0", '0'), .. new byte[4096],
            ],
            "has two lengths, 1000 and 1");
    }

    /// <summary>The reader hands a pax header on as an entry if it comes behind GNU's longer name.</summary>
    [Fact]
    public void A_header_of_another_kind_behind_a_longer_name_is_refused()
    {
        byte[] name = Encoding.ASCII.GetBytes($"{Root}/a"), record = "25 path=cifar-10-batches\n"u8.ToArray();
        Refuses(
            [
                .. Archives.Header("././@LongLink", $"{Octal(name.Length)}\0", 'L', "ustar  \0"), .. name, .. new byte[512 - name.Length],
                .. Archives.Header("x", $"{Octal(record.Length)}\0", 'x'), .. record, .. new byte[512 - record.Length],
                .. Archives.Header($"{Root}/a", $"{Octal(0)}\0", '0'), .. new byte[1024],
            ],
            "is of the kind ExtendedAttributes; expected files and folders only");
    }

    [Fact]
    public void A_cut_archive_is_refused() => Refuses(Archives.Tar(Archives.File($"{Root}/a", new byte[5000]))[..3000], "damaged or not to be trusted");

    [Fact]
    public void An_archive_without_files_is_refused() => Refuses(Archives.Tar(new PaxTarEntry(TarEntryType.Directory, $"{Root}/")), "it holds no files; expected those of");

    [Fact]
    public void A_bomb_behind_the_end_is_refused() => Refuses([.. Archives.Tar(Archives.File($"{Root}/a", [1])), .. new byte[5 << 20]], "bytes are behind its end mark");

    [Fact]
    public void The_decoder_compares_the_checksum()
    {
        byte[] packed = Archives.Good();
        packed[^8] ^= 1; // CRC-32
        var e = Assert.Throws<InvalidDataException>(() => SetArchive.Unpack(new MemoryStream(packed), "x.tar.gz", Root, _folder.Path, Limit, CancellationToken.None));
        Assert.StartsWith("x.tar.gz: the archive is damaged or not to be trusted: ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_python_version_is_explained() => Refuses(
        Archives.Tar(Archives.File("cifar-10-batches-py/data_batch_1", [0x80, 2])), "this is CIFAR-10's Python version, a pickle, which can run code when it is opened: bnlab never unpickles.");

    [Fact]
    public void It_ends_when_the_user_has_enough() => Assert.Throws<OperationCanceledException>(() => SetArchive.Unpack(
        new MemoryStream(Archives.Good()), "x.tar.gz", Root, _folder.Path, Limit, new CancellationToken(canceled: true)));

    public void Dispose() => _folder.Dispose();

    private static string Octal(int length) => Convert.ToString(length, 8).PadLeft(11, '0');

    private void Refuses(byte[] tar, params string[] messages)
    {
        var e = Assert.Throws<InvalidDataException>(() => Unpack(tar));
        Assert.StartsWith("x.tar.gz: the archive is damaged or not to be trusted: ", e.Message, StringComparison.Ordinal);
        Assert.All(messages, message => Assert.Contains(message.Split('|'), part => e.Message.Contains(part, StringComparison.Ordinal)));
        Assert.DoesNotContain(e.Message, char.IsControl);
        Assert.Empty(Directory.EnumerateFiles(Path.GetDirectoryName(_folder.Path)!, "out"));
    }

    private void Unpack(byte[] tar) => SetArchive.Unpack(new MemoryStream(Archives.Gz(tar)), "x.tar.gz", Root, _folder.Path, Limit, CancellationToken.None);
}
