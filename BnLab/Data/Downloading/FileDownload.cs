using System.Net;

namespace BnLab.Data.Downloading;

/// <summary>
/// Downloads one file over HTTP, going on with the part of it that is there, whatever address that came from: whether the two
/// belong together, the file's checksum tells in the end. Where a server says earlier that they do not, it is asked for all.
/// </summary>
/// <param name="client">Follows redirections, as many as it likes, and never gives up by itself.</param>
/// <param name="patience">How long a server may be silent.</param>
/// <param name="progress">Who is told.</param>
/// <remarks>RFC 9110, sections 13.1.5 (If-Range) and 14 (ranges).</remarks>
internal sealed class FileDownload(HttpClient client, TimeSpan patience, IProgress<DownloadProgress> progress)
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>Brings the file's bytes into the part, from the first address that has them.</summary>
    /// <returns>Whether bytes of an earlier run are among them.</returns>
    /// <exception cref="NoFileException">No address gives the file.</exception>
    /// <exception cref="IOException">The connection broke off; the part is kept.</exception>
    /// <exception cref="InvalidDataException">There is more than the file can have; the part is emptied.</exception>
    /// <exception cref="OperationCanceledException">The user has enough; the part is kept.</exception>
    public async Task<bool> RunAsync(SourceFile file, PartFile part, CancellationToken cancellation)
    {
        if (part.Length > 0 && part.Length == (file.Length ?? part.Total)) return true; // whole, or so it seems
        var addresses = file.Addresses.OrderBy(address => address.AbsoluteUri == part.Address ? 0 : 1).ToList();
        for (int i = 0; ; i++)
        {
            try
            {
                return await FromAsync(addresses[i], file, part, cancellation);
            }
            catch (NoFileException e) when (i + 1 < addresses.Count)
            {
                Tell(file, part, $"{e.Message} Trying {addresses[i + 1]}.");
            }
        }
    }

    private async Task<bool> FromAsync(Uri address, SourceFile file, PartFile part, CancellationToken cancellation)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bool goesOn = part.Length > 0 && part.Length < (file.Length ?? part.Total ?? file.Limit);
        if (goesOn) Tell(file, part, string.Create(Culture, $"{file.Name}: going on after {part.Length:N0} bytes that are there."));
        using var response = await AskAsync(address, file, goesOn ? part : null, silence, cancellation) is { } first
            ? first
            : await AskAsync(address, file, null, silence, cancellation);
        bool isRest = response!.StatusCode == HttpStatusCode.PartialContent;
        if (!isRest)
        {
            long? total = response.Content.Headers.ContentLength;
            if (total is { } length && file.Length is { } expected && length != expected)
                throw new NoFileException(string.Create(Culture, $"{address}: the server announces {length:N0} bytes; expected {expected:N0}, as the original has (of a set of your own, --sha256 gives the sums)."));
            if (goesOn) Tell(file, part, $"{file.Name}: beginning anew: the file has changed on the server, or the server cannot go on in mid-file.");
            part.Begin(address.AbsoluteUri, Version(response), total ?? file.Length);
        }

        await CopyAsync(address, file, part, response, silence, cancellation);
        return isRest;
    }

    /// <summary>Asks for a file, or for what is missing of it.</summary>
    /// <returns>The answer; null if what is missing cannot be had from this server.</returns>
    private async Task<HttpResponseMessage?> AskAsync(
        Uri address, SourceFile file, PartFile? part, CancellationTokenSource silence, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("User-Agent", "bnlab");
        if (part is not null)
        {
            request.Headers.Range = new(part.Length, null);
            if (IsOfVersion(part, address)) request.Headers.TryAddWithoutValidation("If-Range", part.Version);
        }

        HttpResponseMessage response;
        try
        {
            silence.CancelAfter(patience);
            response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, silence.Token);
        }
        catch (Exception e) when (IsOfTheNetwork(e, cancellation))
        {
            throw new NoFileException($"{address}: {NetworkFault.Words(e, patience)}.", e);
        }

        switch (response.StatusCode)
        {
            case HttpStatusCode.OK:
            case HttpStatusCode.PartialContent when part is not null && Fits(response, address, file, part):
                return response;
            case HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable when part is not null:
                response.Dispose();
                return null;
            default:
                int status = (int)response.StatusCode;
                string why = status is >= 300 and < 400 ? " (too many redirections, or one from https to http)" : "";
                response.Dispose();
                throw new NoFileException(string.Create(Culture, $"{address}: the server answers with status {status}{why}; expected the file."));
        }
    }

    private async Task CopyAsync(
        Uri address, SourceFile file, PartFile part, HttpResponseMessage response, CancellationTokenSource silence, CancellationToken cancellation)
    {
        var buffer = new byte[1 << 16];
        long? total = file.Length ?? part.Total;
        int count;
        do
        {
            try
            {
                silence.CancelAfter(patience);
                var content = await response.Content.ReadAsStreamAsync(silence.Token);
                count = await content.ReadAsync(buffer, silence.Token);
            }
            catch (Exception e) when (IsOfTheNetwork(e, cancellation))
            {
                throw BrokenOff(address, part, total, NetworkFault.Words(e, patience), e);
            }

            if (part.Length + count > file.Limit)
            {
                part.Clear();
                throw new InvalidDataException(string.Create(Culture, $"{address}: the server sends more than {file.Limit:N0} bytes; expected no more. What came was removed."));
            }

            part.Content.Write(buffer.AsSpan(0, count));
            progress.Report(new(file.Name, part.Length, total));
        }
        while (count > 0);

        if (part.Length < total) throw BrokenOff(address, part, total, "the server has closed it", null);
    }

    private static IOException BrokenOff(Uri address, PartFile part, long? total, string why, Exception? inner)
    {
        string what = string.Create(Culture, $"{address}: the connection broke off after {part.Length:N0} bytes{(total is { } length ? string.Create(Culture, $" of {length:N0}") : "")} ({why})");
        return part.Length == 0
            ? new NoFileException($"{what}.", inner)
            : new IOException($"{what}; they are kept in {part.Path}, and the same command, or one with another --url, asks for the rest.", inner);
    }

    /// <summary>Whether a part is of a version that an address has a name for.</summary>
    private static bool IsOfVersion(PartFile part, Uri address) => part.Version.Length > 0 && part.Address == address.AbsoluteUri;

    /// <summary>Whether an answer goes on where the part ends, and nothing says that it is of another file.</summary>
    private static bool Fits(HttpResponseMessage response, Uri address, SourceFile file, PartFile part) =>
        response.Content.Headers.ContentRange is { From: { } from } range && from == part.Length
        && (range.Length is null || range.Length == (file.Length ?? part.Total ?? range.Length))
        && (!IsOfVersion(part, address) || Version(response) is "" || Version(response) == part.Version);

    /// <summary>A strong entity tag, or else the date of the last change: what If-Range may be asked with.</summary>
    private static string Version(HttpResponseMessage response)
    {
        if (response.Headers.ETag is { } tag) return tag.IsWeak ? "" : tag.Tag;
        return response.Content.Headers.NonValidated.TryGetValues("Last-Modified", out var dates) ? dates.ToString() : "";
    }

    private static bool IsOfTheNetwork(Exception e, CancellationToken cancellation) =>
        !cancellation.IsCancellationRequested && e is HttpRequestException or IOException or OperationCanceledException;

    private void Tell(SourceFile file, PartFile part, string word) => progress.Report(new(file.Name, part.Length, file.Length ?? part.Total, word));
}
