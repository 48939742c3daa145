namespace BnLab.Data.Downloading;

/// <summary>What has gone wrong between here and a server.</summary>
internal static class NetworkFault
{
    /// <summary>A fault in words that a sentence can quote. Of a proxy's answer nothing is quoted: it names the proxy with its password.</summary>
    /// <param name="fault">What the connection has thrown.</param>
    /// <param name="patience">How long a server may be silent: what is given up is given up for that.</param>
    public static string Words(Exception fault, TimeSpan patience) => fault switch
    {
        OperationCanceledException => string.Create(CultureInfo.InvariantCulture, $"the server was silent for {patience.TotalSeconds:0.#} s"),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => $"the host is not found ({Said(fault)})",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => $"there is no connection ({Said(fault)})",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => $"there is no secure connection ({Said(fault.GetBaseException())})",
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } => "the proxy does not let it through",
        _ => Said(fault.InnerException ?? fault),
    };

    private static string Said(Exception fault) => fault.Message.TrimEnd('.');
}
