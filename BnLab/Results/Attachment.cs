namespace BnLab.Results;

/// <summary>A file that an experiment leaves beside its tables and figures: a trained net.</summary>
/// <param name="FileName">Its name, without a folder.</param>
/// <param name="Write">Writes its content.</param>
internal sealed record Attachment(string FileName, Action<Stream> Write);
