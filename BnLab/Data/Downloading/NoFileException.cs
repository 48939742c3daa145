namespace BnLab.Data.Downloading;

/// <summary>An address that does not give the file: another one may.</summary>
/// <param name="message">What it gives instead.</param>
/// <param name="inner">How that was noticed.</param>
internal sealed class NoFileException(string message, Exception? inner = null) : IOException(message, inner);
