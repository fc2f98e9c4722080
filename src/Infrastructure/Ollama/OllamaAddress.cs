using System.Globalization;
using System.Net;

namespace ChatAi.Infrastructure.Ollama;

/// <summary>The address of Ollama, parsed from <c>OLLAMA_HOST</c> as Ollama's own client does.</summary>
/// <param name="Text">As shown to people: <c>localhost:11434</c>.</param>
internal sealed record OllamaAddress(Uri Uri, string Text)
{
    public const string Key = "OLLAMA_HOST";
    public const string Default = "localhost:11434";
    private const int DefaultPort = 11434;

    private static readonly IPNetwork LinkLocal = IPNetwork.Parse("169.254.0.0/16");
    private static readonly IPAddress Alibaba = IPAddress.Parse("100.100.100.200");
    private static readonly IPAddress AmazonIPv6 = IPAddress.Parse("fd00:ec2::254");

    /// <summary>The <c>user:password</c> of the address, if it has any. Not part of <see cref="Uri"/> or <see cref="Text"/>.</summary>
    public string? Credentials { get; init; }

    public static string Rule(string value) =>
        $"{Key} is “{WithoutCredentials(value)}”, which is not an address of an Ollama server. "
        + $"Write host, host:port or http://host:port, such as {Default}.";

    public static string MetadataRule(string value) =>
        $"{Key} is “{WithoutCredentials(value)}”, a metadata address of a cloud. Use the address of an Ollama server.";

    /// <summary>Whether a cloud's metadata service may be there, which hands out the machine's credentials. Also as mapped IPv6.</summary>
    public static bool IsMetadata(IPAddress address) => address switch
    {
        { IsIPv4MappedToIPv6: true } => IsMetadata(address.MapToIPv4()),
        { IsIPv6LinkLocal: true } => true,
        _ => LinkLocal.Contains(address) || address.Equals(Alibaba) || address.Equals(AmazonIPv6),
    };

    public bool HasMetadataHost =>
        Uri.DnsSafeHost.Equals("metadata.google.internal", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(Uri.DnsSafeHost, out var address) && IsMetadata(address));

    public static OllamaAddress? TryParse(string? value)
    {
        var text = value?.Trim().Trim('"', '\'').Trim() is { Length: > 0 } given ? given : Default;
        var (scheme, rest, port) = text.Split("://", 2) switch
        {
            [{ } bare] => (Uri.UriSchemeHttp, bare, DefaultPort),
            [{ } named, { } after] when named.Equals("http", StringComparison.OrdinalIgnoreCase) => (Uri.UriSchemeHttp, after, 80),
            [{ } named, { } after] when named.Equals("https", StringComparison.OrdinalIgnoreCase) => (Uri.UriSchemeHttps, after, 443),
            _ => ("", "", 0),
        };
        if (rest.Length == 0) return null;

        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var path = slash < 0 ? "" : rest[slash..].TrimEnd('/');
        var authority = slash < 0 ? rest : rest[..slash];
        var at = authority.LastIndexOf('@');
        if (!TrySplit(authority[(at + 1)..], ref port, out var host) || path.AsSpan().ContainsAny("?# \\")) return null;

        var uri = new UriBuilder(scheme, host, port, path).Uri;
        var known = scheme == Uri.UriSchemeHttps ? uri.GetLeftPart(UriPartial.Path).TrimEnd('/') : $"{uri.Host}:{uri.Port}{path}";
        return new OllamaAddress(uri, known) { Credentials = at < 0 ? null : Uri.UnescapeDataString(authority[..at]) };
    }

    // A malformed address may contain a password, too.
    private static string WithoutCredentials(string value)
    {
        var at = value.LastIndexOf('@');
        return at < 0 ? value : $"…{value[at..]}";
    }

    public override string ToString() => Text;

    private static bool TrySplit(string hostAndPort, ref int port, out string host)
    {
        host = hostAndPort;
        var isBareIPv6 = !hostAndPort.StartsWith('[') && hostAndPort.Count(c => c == ':') > 1;
        var colon = isBareIPv6 ? -1 : hostAndPort.LastIndexOf(':');
        if (colon > hostAndPort.LastIndexOf(']'))
        {
            if (!int.TryParse(hostAndPort.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port)) return false;
            host = hostAndPort[..colon];
        }

        // An address to listen on cannot be connected to.
        host = host.Trim('[', ']') switch
        {
            "" => "127.0.0.1",
            var bare when IPAddress.TryParse(bare, out var address) && address.Equals(IPAddress.Any) => "127.0.0.1",
            var bare when IPAddress.TryParse(bare, out var address) && address.Equals(IPAddress.IPv6Any) => "[::1]",
            var bare when bare.Contains(':', StringComparison.Ordinal) => $"[{bare}]",
            var bare => bare,
        };
        return port is > 0 and <= 65535 && Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6;
    }
}
