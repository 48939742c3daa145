namespace BnLab.Data.Downloading;

/// <summary>A file of a data set where it can be had.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Addresses">Where it is, the first one first; the others serve the same bytes.</param>
/// <param name="Length">Its length in bytes; null if it is not known beforehand.</param>
/// <param name="Sha256">Its checksum, 64 hexadecimal digits in small letters.</param>
public sealed record SourceFile(string Name, IReadOnlyList<Uri> Addresses, long? Length, string Sha256)
{
    /// <summary>Longest file of unknown length that is taken, in bytes: six times CIFAR-10.</summary>
    public const long Longest = 1 << 30;

    /// <summary>How many bytes are taken from a server before it is no use to go on.</summary>
    public long Limit => Length ?? Longest;
}
