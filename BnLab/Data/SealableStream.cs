using System.IO.Compression;

namespace BnLab.Data;

/// <summary>Compressed data, to be read once, behind which a gzip member of known content can be set when they are at their end.</summary>
/// <param name="data">The data; disposed with this.</param>
internal sealed class SealableStream(Stream data) : Stream
{
    private static readonly byte[] Member = Compress(Content);

    private ReadOnlyMemory<byte> _seal;

    /// <summary>What the member holds.</summary>
    public static ReadOnlySpan<byte> Content => "the end of a whole file"u8;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Sets the member behind the data.</summary>
    public void Seal() => _seal = Member;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        int count = data.Read(buffer);
        if (count > 0) return count;
        count = int.Min(buffer.Length, _seal.Length);
        _seal.Span[..count].CopyTo(buffer);
        _seal = _seal[count..];
        return count;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Flush()
    {
        // Nothing is ever written.
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) data.Dispose();
        base.Dispose(disposing);
    }

    private static byte[] Compress(ReadOnlySpan<byte> content)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest)) gzip.Write(content);
        return target.ToArray();
    }
}
