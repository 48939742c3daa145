namespace BnLab.Tests.Data;

public sealed class MnistTests : FolderTests
{
    private const string ImagesName = "train-images-idx3-ubyte", LabelsName = "train-labels-idx1-ubyte";
    private const int Trailer = 8; // bytes: checksum and length

    /// <summary>Bad bytes of one file beside a good other one of 2 records, and the message.</summary>
    public static TheoryData<bool, byte[], string> BadFiles => new()
    {
        { true, MnistFiles.Labels(2), "the magic number is 2049; expected 2051, that of IDX images." },
        { false, MnistFiles.Images(2), "the magic number is 2051; expected 2049, that of IDX labels." },
        { true, MnistFiles.Header(2051, 1, 32, 31), "the images are of 32 × 31; expected 28 × 28." },
        { true, MnistFiles.Header(2051, 0, 28, 28), "the header announces no images." },
        { true, MnistFiles.Header(2051, 2_000_000_000, 28, 28), $"the header announces 2000000000 images, more than can be read at once ({Array.MaxLength / 784})." },
        { true, [], "expected a file of a data set, but this is empty, a pipe or a device." },
        { true, MnistFiles.Images(2)[..15], "the data end within the header." },
        { false, MnistFiles.Labels(2)[..7], "the data end within the header." },
        { true, [.. MnistFiles.Images(2), 0], "there are more data after the 2 images that the header announces." },
        { true, MnistFiles.Compress([.. MnistFiles.Images(2), 0]), "there are more data after the 2 images that the header announces." },
        { false, [.. MnistFiles.Labels(2), 0], "there are more data after the 2 labels that the header announces." },
        { false, [.. MnistFiles.Labels(2)[..^1], 10], "label 1 (counted from 0) is 10; expected 0 to 9." },
        { false, MnistFiles.Labels(3), $"3 labels for the 2 images of {ImagesName}; expected as many." },
    };

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(3_000, false)] // more than the memory that reading begins with
    [InlineData(3_000, true)]
    public void Images_and_labels_are_read_in_order(int count, bool compressed)
    {
        MnistFiles.Write(_folder.Path, count, compressed);
        var images = Mnist.Read(_folder.Path);
        Assert.Equal(("mnist", count, new ImageShape(1, 28, 28)), (images.Name, images.Count, images.Shape));
        Assert.Equal(Enumerable.Range(0, count).Select(i => (byte)(i % 10)), images.Labels);
        Assert.Equal(count, images.Count);
        Assert.Equal(MnistFiles.Pixel(count - 1, 783), images.From(count - 1).Next()[783]);
        Assert.Equal(MnistFiles.Pixel(0, 1), images.From(0).Next()[1]);
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], images.ClassNames);
    }

    [Fact]
    public void Compression_is_seen_from_the_content_whatever_the_name()
    {
        File.WriteAllBytes(_folder.File($"{ImagesName}.gz"), MnistFiles.Images(2)); // unpacked by a browser on the way
        File.WriteAllBytes(_folder.File("train-labels.idx1-ubyte"), MnistFiles.Compress(MnistFiles.Labels(2)));
        Assert.Equal(2, Mnist.Read(_folder.Path).Count);
    }

    [Fact]
    public void A_folder_in_the_named_one_or_a_file_of_images_will_do()
    {
        MnistFiles.Write(_folder.File(Mnist.FolderName), 2);
        MnistFiles.Write(_folder.File(Mnist.FolderName), 3, compressed: true, part: "t10k");
        Assert.True(Mnist.IsAt(_folder.Path));
        Assert.Equal(2, Mnist.Read(_folder.Path).Count);
        string test = Path.Combine(_folder.File(Mnist.FolderName), "t10k-images-idx3-ubyte.gz");
        Assert.True(Mnist.IsAt(test));
        Assert.Equal(3, Mnist.Read(test).Count);
    }

    [Theory]
    [MemberData(nameof(BadFiles), DisableDiscoveryEnumeration = true)]
    public void Bad_files_are_refused_with_the_reason(bool isImages, byte[] bytes, string message) => Assert.Equal(
        $"{_folder.File(isImages ? ImagesName : LabelsName)}: {message}", Refused(isImages ? bytes : MnistFiles.Images(2), isImages ? null : bytes));

    [Theory]
    [InlineData(1)]
    [InlineData(784)]
    [InlineData(785)]
    public void A_cut_file_is_refused(int missing)
    {
        byte[] cut = MnistFiles.Images(3)[..^missing];
        string message = $"the data end after {(missing > 784 ? 1 : 2)} of the 3 images that the header announces.";
        Assert.EndsWith(message, Refused(cut), StringComparison.Ordinal);
        Assert.EndsWith(message, Refused(MnistFiles.Compress(cut)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(900)] // in two members
    public void Gzip_data_that_are_cut_before_their_last_value_are_refused(int split)
    {
        byte[] images = MnistFiles.Images(2), first = split > 0 ? MnistFiles.Compress(images[..split]) : [];
        byte[] whole = [.. first, .. MnistFiles.Compress(images[split..])];
        for (int length = first.Length + 2; length < whole.Length - Trailer - 2; length++)
            Assert.Matches("gzip data are cut or damaged|the data end ", Refused(whole[..length]));
    }

    [Theory]
    [InlineData(30)] // within the data
    [InlineData(-6)] // in the checksum
    [InlineData(-2)] // in the length
    public void Damaged_gzip_data_are_refused(int place)
    {
        byte[] damaged = MnistFiles.Compress(MnistFiles.Images(2));
        damaged[place < 0 ? damaged.Length + place : place] ^= 0x55;
        Assert.Contains($"{ImagesName}: the gzip data are cut or damaged (", Refused(damaged), StringComparison.Ordinal);
        Assert.Contains("the gzip data are cut or damaged (", Refused([.. MnistFiles.EmptyMember, .. damaged]), StringComparison.Ordinal);
    }

    /// <summary>As <c>cat a.gz b.gz</c> and bgzip make them, the latter with a member of nothing at the end.</summary>
    [Theory]
    [InlineData(5)] // within the header
    [InlineData(16)]
    [InlineData(16 + 784 + 100)]
    public void Gzip_data_of_several_members_are_read(int cut)
    {
        byte[] images = MnistFiles.Images(3), labels = MnistFiles.Labels(3);
        byte[] members = [.. MnistFiles.Compress(images[..cut]), .. MnistFiles.Compress(images[cut..])];
        File.WriteAllBytes(_folder.File(LabelsName), [.. labels.SelectMany(label => MnistFiles.Compress([label])), .. MnistFiles.EmptyMember]);
        foreach (byte[] file in new[] { members, [.. members, .. MnistFiles.EmptyMember], [.. MnistFiles.EmptyMember, .. members] })
        {
            File.WriteAllBytes(_folder.File(ImagesName), file);
            var read = Mnist.Read(_folder.Path);
            Assert.Equal(images[16..], PixelBytes.Of(read));
            Assert.Equal(labels[8..], read.Labels);
        }
    }

    [Fact]
    public void A_further_member_of_any_length_takes_no_memory() => RefusesInLittleMemory(
        [.. MnistFiles.Compress(MnistFiles.Images(2)), .. MnistFiles.Compress(new byte[2 << 20])], "there are more data after the 2 images that the header announces.");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_header_that_lies_takes_no_memory(bool compressed)
    {
        byte[] bytes = [.. MnistFiles.Header(2051, 2_000_000, 28, 28), .. new byte[784]]; // 1.6 GB: as much as an array can have
        RefusesInLittleMemory(compressed ? MnistFiles.Compress(bytes) : bytes, "the data end after 1 of the 2000000 images that the header announces.");
    }

    [Theory]
    [InlineData(ImagesName, LabelsName)]
    [InlineData(LabelsName, ImagesName)]
    public void A_file_without_the_other_is_refused(string there, string missing)
    {
        File.WriteAllBytes(_folder.File(there), there == ImagesName ? MnistFiles.Images(1) : MnistFiles.Labels(1));
        Assert.True(Mnist.IsAt(_folder.Path));
        Assert.Equal(
            $"{_folder.File(missing)}: this file of MNIST is not there, with .gz or without.",
            Assert.Throws<FileNotFoundException>(() => Mnist.Read(_folder.Path)).Message);
    }

    private string Refused(byte[] images, byte[]? labels = null)
    {
        File.WriteAllBytes(_folder.File(ImagesName), images);
        File.WriteAllBytes(_folder.File(LabelsName), labels ?? MnistFiles.Labels(2));
        return Assert.Throws<InvalidDataException>(() => Mnist.Read(_folder.Path)).Message;
    }

    private void RefusesInLittleMemory(byte[] images, string message)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.EndsWith(message, Refused(images), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }
}
