namespace BnLab.Tests.Runs;

/// <summary>Small files that claim large nets: they are refused, and no memory is taken for what they cannot hold.</summary>
public sealed class NetSectionTests
{
    private const int Inputs = 20, Classes = 5;

    [Theory]
    [InlineData(1, 1 << 20, "expected 26214400 values of 4 bytes or more, but only 0 bytes are left")]
    [InlineData(2, 1 << 13, "expected 67313664 values of 4 bytes or more, but only 0 bytes are left")]
    [InlineData(2, 1 << 20, "expected a net of at most 268435456 weights")]
    [InlineData(1, int.MaxValue, "expected a net of at most 268435456 weights")]
    [InlineData(100, int.MaxValue, "expected a net of at most 268435456 weights")]
    [InlineData(20_000, 1, "expected a net of wider layers: 20001 of them have only 20024 weights")] // rows are padded, however short
    public void A_file_that_claims_more_than_it_holds_is_refused_before_memory_is_taken(int layers, int width, string message)
    {
        byte[] file = Claim(layers, width);
        using var source = new MemoryStream(file);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<InvalidDataException>(() => NetFile.Read(source));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (1 << 17) + (64L * file.Length));
        Assert.Equal(message, error.Message);
    }

    /// <summary>A net file as it would be without its numbers: docs/files.md describes it.</summary>
    private static byte[] Claim(int layers, int width)
    {
        using var target = new MemoryStream();
        FileFormat.Write<float>(target, FileKind.Net, writer =>
        {
            writer.Text("baseline");
            foreach (int extent in new[] { 1, 1, Inputs }) writer.Whole(extent);
            writer.Whole(Classes);
            for (int i = 0; i < Classes; i++) writer.Text($"class {i}");
            foreach (int images in new[] { 60, 40, 60 }) writer.Whole(images);
            writer.Elements<double>(new double[Inputs]);
            writer.Whole(Inputs);
            writer.Whole(layers);
            for (int i = 0; i < layers; i++) writer.Whole(width);
            foreach (int value in new[] { Classes, 0, 0, 0, 0 }) writer.Whole(value); // outputs, no normalization, ReLU, two truths
            foreach (double value in new[] { 0.0, 1e-5, 0.9 }) writer.Number(value);
            writer.Truth(false);
            writer.Number(1);
        });
        return target.ToArray();
    }
}
