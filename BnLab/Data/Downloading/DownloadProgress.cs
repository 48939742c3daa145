namespace BnLab.Data.Downloading;

/// <summary>How far a download is.</summary>
/// <param name="File">The file that is on its way, or the folder that is unpacked.</param>
/// <param name="Done">Bytes that are there, with those of an earlier run.</param>
/// <param name="Total">Bytes in all, where the server or the set's description says so.</param>
/// <param name="Word">Something that the user should know, where there is more to say than numbers.</param>
public readonly record struct DownloadProgress(string File, long Done, long? Total, string? Word = null);
