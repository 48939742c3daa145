using System.Net.Sockets;
using System.Security.Authentication;

namespace BnLab.Tests.Data;

/// <summary>Faults of the network in words, made without a network: what a resolver or a proxy does here is no fact of the program.</summary>
public sealed class NetworkFaultTests
{
    public static TheoryData<Exception, string> Faults => new()
    {
        { new HttpRequestException(HttpRequestError.NameResolutionError, "Name or service not known (nowhere.invalid:443)", new SocketException()), "the host is not found (Name or service not known (nowhere.invalid:443))" },
        { new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused (127.0.0.1:9)", new SocketException()), "there is no connection (Connection refused (127.0.0.1:9))" },
        { new HttpRequestException(HttpRequestError.SecureConnectionError, "see inner exception", new AuthenticationException("see inner exception.", new AuthenticationException("UntrustedRoot."))), "there is no secure connection (UntrustedRoot)" },
        { new HttpRequestException(HttpRequestError.ProxyTunnelError, "http://me:secret@proxy failed with 407"), "the proxy does not let it through" },
        { new TaskCanceledException("A task was canceled.", new TimeoutException()), "the server was silent for 2.5 s" },
        { new HttpRequestException("see inner exception", new IOException("The response ended prematurely.")), "The response ended prematurely" },
    };

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public void A_fault_is_told_in_words(Exception fault, string words) => Assert.Equal(words, NetworkFault.Describe(fault, TimeSpan.FromSeconds(2.5)));
}
