using ChatAi.Application.Models;
using static ChatAi.Infrastructure.Ollama.ErrorTextRow;

namespace ChatAi.Infrastructure.Ollama;

internal static class PullErrorTexts
{
    public static readonly IReadOnlyList<ErrorTextRow> Rows =
    [
        Model("file does not exist|manifest unknown", RegistryErrors.NoSuchModel),
        Model("newer version of ollama", RegistryErrors.OllamaTooOld),
        Server("no space left on device|not enough space on the disk", RegistryErrors.DiskFull),
        Server("digest mismatch|digest is empty|invalid digest", RegistryErrors.Corrupt),
        Server(
            "max retries exceeded|part stalled",
            RegistryErrors.RegistryStopped),
        Model(
            @"realm host|unauthorized|access denied|(: |status( code)?:? )(401|403)\b|authentication required|\bgated\b",
            RegistryErrors.RegistryDenied),
        Server(
            "no Location header|maximum redirects exceeded|unsupported protocol scheme",
            RegistryErrors.RegistryUnsupported),
        Server(
            "does not look like a TLS handshake|server gave HTTP response to HTTPS client|x509: |failed to verify certificate|insecure "
                + "protocol",
            RegistryErrors.RegistryInsecure),
        Server(
            "dial tcp|lookup |connection refused|connection reset|no such host|i/o timeout|timeout exceeded|deadline exceeded|handshake "
                + "timeout"
            + "|network is unreachable|no route to host",
            RegistryErrors.RegistryUnreachable),

        // Ollama passes on the registry's status as "pull model manifest: 503: …" or in words, and Go's errors for a broken stream.
        Server(
            @"(: |status( code)?:? )(408|425|429|5\d\d)\b|too many requests|(bad|time-?out) ?gateway|gateway time-?out|service unavailable"
            + @"|internal server error|\bEOF\b|broken pipe|stream error|server closed idle connection|use of closed network connection"
            + "|context canceled",
            RegistryErrors.RegistryBusy),
        Model(@"(: |status( code)?:? )4\d\d\b", RegistryErrors.RegistryRefused),
    ];
}
