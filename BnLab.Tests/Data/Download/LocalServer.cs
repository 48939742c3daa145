using System.Net;
using System.Net.Sockets;

namespace BnLab.Tests.Data;

/// <summary>An HTTP server that does as it is told, well or badly: it writes bytes to sockets and keeps no rule by itself.</summary>
internal sealed class LocalServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<Call, Task> _answer;
    private readonly Task _loop;

    public LocalServer(Func<Call, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _loop = Task.Run(ServeAsync);
    }

    /// <summary>The server's address, with a slash at its end.</summary>
    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/";

    /// <summary>What was asked, request by request.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>A server of one file, or of the same file under all names.</summary>
    public static LocalServer Of(byte[] file) => new(call => call.FileAsync(file));

    public void Dispose()
    {
        _end.Cancel();
        _listener.Stop();
        _loop.Wait();
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                _ = Task.Run(() => AnswerAsync(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var head = new StringBuilder();
                var one = new byte[1];
                while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await client.GetStream().ReadAsync(one, _end.Token) == 1) head.Append((char)one[0]);
                lock (Requests) Requests.Add(head.ToString());
                await _answer(new(head.ToString(), client, _end.Token));
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // The client has hung up.
            }
        }
    }

    /// <summary>One request, and what can be answered.</summary>
    /// <param name="Head">The request's head.</param>
    /// <param name="Client">The connection; it is closed behind the answer.</param>
    /// <param name="End">The end of the test.</param>
    internal sealed record Call(string Head, TcpClient Client, CancellationToken End)
    {
        public string Path => Head.Split(' ')[1];

        /// <summary>Where the client wants to go on; 0 if from the beginning.</summary>
        public int From => Field("Range") is { } range ? int.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture) : 0;

        public string? Field(string name) =>
            Head.Split("\r\n").FirstOrDefault(line => line.StartsWith($"{name}: ", StringComparison.OrdinalIgnoreCase))?[(name.Length + 2)..];

        /// <summary>As a server should: the rest if a range is asked for, else the whole file; or from another byte, or broken off before one.</summary>
        public Task FileAsync(byte[] file, int? until = null, int? from = null)
        {
            int first = from ?? From, end = until ?? file.Length;
            string head = first > 0 ? $"206 Partial Content\r\nContent-Range: bytes {first}-{file.Length - 1}/{file.Length}" : "200 OK";
            return SendAsync($"{head}\r\nContent-Length: {file.Length - first}", file[first..end]);
        }

        public Task SendAsync(string head, byte[] body) => WriteAsync([.. Encoding.ASCII.GetBytes($"HTTP/1.1 {head}\r\nConnection: close\r\n\r\n"), .. body]);

        public async Task WriteAsync(byte[] bytes)
        {
            await Client.GetStream().WriteAsync(bytes, End);
            await Client.GetStream().FlushAsync(End);
        }

        /// <summary>Says nothing more, and does not hang up.</summary>
        public Task Silence() => Task.Delay(Timeout.Infinite, End);
    }
}
