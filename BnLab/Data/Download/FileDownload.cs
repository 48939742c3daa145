using System.Net;

namespace BnLab.Data;

/// <summary>
/// Downloads one file over HTTP, continuing with the part that is there, whatever address it came from: the file's checksum
/// decides in the end whether the two belong together. If a server does not have the rest, the whole file is requested.
/// </summary>
/// <remarks>RFC 9110, section 14 (ranges).</remarks>
internal sealed class FileDownload(HttpClient client, TimeSpan timeout, IProgress<DownloadProgress> progress)
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>
    /// Completes the part from the first address that has the file; returns that address, and whether bytes of an earlier run
    /// are in the part. It is kept if the connection breaks off or the run is cancelled, and emptied if the server sends too much.
    /// </summary>
    /// <exception cref="NoFileException">No address has the file.</exception>
    public async Task<(Uri Address, bool IsResumed)> RunAsync(SourceFile file, FileStream part, CancellationToken cancellation)
    {
        for (int i = 0; ; i++)
        {
            try
            {
                return (file.Addresses[i], await FromAsync(file.Addresses[i], file, part, cancellation));
            }
            catch (NoFileException e) when (i + 1 < file.Addresses.Count)
            {
                progress.Report(new(file.Name, part.Length, file.Length, $"{e.Message} Trying {file.Addresses[i + 1]}."));
            }
        }
    }

    private async Task<bool> FromAsync(Uri address, SourceFile file, FileStream part, CancellationToken cancellation)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        long start = part.Length < file.Limit ? part.Length : 0;
        if (start > 0) progress.Report(new(file.Name, start, file.Length, string.Create(Culture, $"{file.Name}: going on after {start:N0} bytes that are there.")));
        using var first = await RequestAsync(address, start, silence, cancellation);
        var range = first.Content.Headers.ContentRange;
        bool isRest = start > 0 && first.StatusCode == HttpStatusCode.PartialContent && range?.From == start
            && (range.Length ?? file.Length) == (file.Length ?? range.Length);
        bool isUseless = start > 0 && !isRest && first.StatusCode is HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable;
        using var second = isUseless ? await RequestAsync(address, 0, silence, cancellation) : null;
        var response = second ?? first;
        if (!isRest && response.StatusCode != HttpStatusCode.OK)
        {
            int status = (int)response.StatusCode;
            string why = status is >= 300 and < 400 ? " (too many redirections, or one from https to http)" : "";
            throw new NoFileException(string.Create(Culture, $"{address}: the server answers with status {status}{why}; expected the file."));
        }

        long? total = (isRest ? start : 0) + response.Content.Headers.ContentLength;
        if (total is { } length && file.Length is { } expected && length != expected)
        {
            throw new NoFileException(string.Create(
                Culture,
                $"{address}: the server announces {length:N0} bytes; expected {expected:N0}, as the original has (of a set of your own, --sha256 gives the sums)."));
        }

        if (start > 0 && !isRest) progress.Report(new(file.Name, 0, file.Length, $"{file.Name}: beginning anew: the server cannot go on in mid-file."));
        if (!isRest) part.SetLength(0);
        part.Position = part.Length;
        await CopyAsync(address, file, part, total, response, silence, cancellation);
        return isRest;
    }

    private async Task<HttpResponseMessage> RequestAsync(Uri address, long from, CancellationTokenSource silence, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("User-Agent", "bnlab");
        if (from > 0) request.Headers.Range = new(from, null);
        try
        {
            silence.CancelAfter(timeout);
            return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, silence.Token);
        }
        catch (Exception e) when (IsOfNetwork(e, cancellation))
        {
            throw new NoFileException($"{address}: {NetworkFault.Describe(e, timeout)}.", e);
        }
    }

    private async Task CopyAsync(
        Uri address, SourceFile file, FileStream part, long? total, HttpResponseMessage response, CancellationTokenSource silence, CancellationToken cancellation)
    {
        var buffer = new byte[1 << 16];
        int count;
        do
        {
            try
            {
                silence.CancelAfter(timeout);
                var content = await response.Content.ReadAsStreamAsync(silence.Token);
                count = await content.ReadAsync(buffer, silence.Token);
            }
            catch (Exception e) when (IsOfNetwork(e, cancellation))
            {
                throw BrokenOff(address, part, total, NetworkFault.Describe(e, timeout), e);
            }

            if (part.Length + count > file.Limit)
            {
                part.SetLength(0);
                throw new InvalidDataException(string.Create(
                    Culture, $"{address}: the server sends more than {file.Limit:N0} bytes; expected no more. What came was removed."));
            }

            part.Write(buffer.AsSpan(0, count));
            progress.Report(new(file.Name, part.Length, total));
        }
        while (count > 0);

        if (part.Length < total) throw BrokenOff(address, part, total, "the server has closed it", null);
    }

    private static IOException BrokenOff(Uri address, FileStream part, long? total, string why, Exception? inner)
    {
        string of = total is { } length ? string.Create(Culture, $" of {length:N0}") : "";
        string what = string.Create(Culture, $"{address}: the connection broke off after {part.Length:N0} bytes{of} ({why})");
        return part.Length == 0
            ? new NoFileException($"{what}.", inner)
            : new IOException($"{what}; they are kept in {part.Name}, and the same command, or one with another --url, asks for the rest.", inner);
    }

    private static bool IsOfNetwork(Exception e, CancellationToken cancellation) =>
        !cancellation.IsCancellationRequested && e is HttpRequestException or IOException or OperationCanceledException or NotSupportedException or InvalidOperationException or FormatException; // the last three of a redirection elsewhere
}

/// <summary>An address does not have the file; another one may.</summary>
internal sealed class NoFileException(string message, Exception? inner = null) : IOException(message, inner);

internal static class NetworkFault
{
    /// <summary>A fault in words for a sentence. A proxy's answer is not quoted: it contains the proxy's password.</summary>
    public static string Describe(Exception fault, TimeSpan timeout) => fault switch
    {
        OperationCanceledException => string.Create(CultureInfo.InvariantCulture, $"the server was silent for {timeout.TotalSeconds:0.#} s"),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => $"the host is not found ({Text(fault)})",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => $"there is no connection ({Text(fault)})",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => $"there is no secure connection ({Text(fault.GetBaseException())})",
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } => "the proxy does not let it through",
        _ => Text(fault.InnerException ?? fault),
    };

    private static string Text(Exception fault) => fault.Message.TrimEnd('.');
}
