using System.Text.RegularExpressions;
using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Models;

namespace ChatAi.Infrastructure.Ollama;

/// <summary>
/// The error texts of Ollama 0.30 to 0.33, and of older versions where they differ. They are not a contract, so each row has only the words
/// that distinguish it; the first match counts.
/// </summary>
internal static class OllamaErrorTexts
{
    private static readonly Regex Unsupported = Words(@"does not support (?<what>[\w -]{1,40})");

    private static readonly Regex Overflow =
        Words(@"\((?<tokens>\d+) tokens\) exceeds the (available|model's maximum) context (size|length) \((?<length>\d+) tokens\)");

    private static readonly Row[] ServerRows =
    [
        Server("server busy|no slots available after|model list cache unavailable", ModelServerErrors.Busy),
        Server("request canceled|request was canceled|client closed request", ModelServerErrors.Cancelled),
        Server("invalid model name|unqualified name|(name|source|destination) \".*\" is invalid", ModelErrors.InvalidName),
        Server("no space left on device|not enough space on the disk", RegistryErrors.DiskFull),
        Server("permission denied|access is denied|operation not permitted", ModelServerErrors.NoPermission),
        Server(
            "binary not found|error starting llama-server|failed to start mlx runner|runtime DLL found|unable to lookup executable path"
            + "|llama-quantize unavailable",
            ModelServerErrors.BadInstallation),
        Server(
            "must be of type|invalid format:|invalid think value|invalid duration|top_logprobs must be|json: cannot unmarshal"
            + "|illegal base64|invalid character .* looking for|missing request body|^unexpected EOF$|(model|path|from) is required"
            + "|unknown role|unknown type|can't find closing|neither 'from' or 'files'",
            ModelServerErrors.Rejected),
        Server("stream event exceeded|error unmarshalling llama-server", ModelServerErrors.Unreadable),
    ];

    private static readonly Row[] ModelRows =
    [
        Model(@"model ['""].*['""] not found", ModelErrors.ModelMissing),
        Model("cloud is disabled", ModelErrors.CloudDisabled),
        Model("cannot run this remote model", ModelErrors.RemoteHostRefused),
        Model("rate limit exceeded|model is overloaded|account unavailable", ModelErrors.CloudBusy),
        Model("newer version of ollama|unknown model architecture|unsupported (draft )?architecture", RegistryErrors.OllamaTooOld),
        Model("(incompatible|no longer compatible) with your version of ollama", ModelErrors.Incompatible),
        Model(
            "requires MLX support|MLX is not supported on|MLX on macOS requires|MLX not available|MLX dynamic library",
            ModelErrors.NeedsApple),
        new(
            Words(
                "exceeds the (available|model's maximum) context (size|length)|exceeds the context length|exceeds maximum context length"
                + "|prompt is longer than the context length"),
            (model, text) => ModelErrors.ContextExceeded(model!, OverflowIn(text))),
        Model("support multimodal|image input is not supported|supports one image", model => ModelErrors.NotCapable(model, "images")),
        new(Unsupported, (model, text) => ModelErrors.NotCapable(model!, Unsupported.Match(text).Groups["what"].Value.Trim())),
        Model("timed out waiting for|timeout waiting for", ModelErrors.LoadTimedOut),
        Model(
            "more system memory|out[ -]of[ -]memory|outofdevicememory|out_of_device_memory|insufficient memory|not enough memory"
            + "|(failed|unable) to allocate|cudaMalloc failed|signal: killed|unable to load full model on GPU"
            + "|model requires .* but only .* available",
            ModelErrors.OutOfMemory),
        Model("no such file or directory|cannot find the (file|path) specified", ModelErrors.FileGone),
        Model(
            "exceeds file size|(unable|failed) to load model|error loading model|invalid file magic|invalid gguf|not a gguf"
                + "|not in GGUF format|unexpected gguf|gguf (array|item|string)|unsupported (file type|version|tensor|type)|failed to "
                    + "(load|parse|read) "
                + "(manifest|safetensors|header|config)|no tensor found in header|read (inline )?mmproj metadata|load draft model metadata",
            ModelErrors.CannotLoad
        ),
        Model("template error|apply-template error|chat template request|template: ", ModelErrors.BadTemplate),
        Model(
            "(llama-server|llama runner) process has terminated|process no longer running|runner has unexpectedly stopped"
            + "|error was encountered while running the model|error (reading|closing) llama-server|llama-server (chat )?error"
            + "|mlx runner (failed|exited)|llama-server startup failed|unexpected server status|server not responding"
            + "|health (resp|check failed)|failed reading llama-server",
            ModelErrors.Crashed),
    ];

    private static readonly Row[] PullRows =
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

    internal static IEnumerable<Row> Rows => [.. ServerRows, .. ModelRows, .. PullRows];

    public static AppError? Find(string text, ModelName? model) =>
        Find(model is null ? ServerRows : [.. ServerRows, .. ModelRows], text, model);

    public static AppError? FindForPull(string text, ModelName model) => Find(PullRows, text, model) ?? Find(text, model);

    public static ContextOverflow? OverflowIn(string text)
    {
        var found = Overflow.Match(text);
        if (!found.Success || !int.TryParse(found.Groups["tokens"].ValueSpan, out var tokens)) return null;
        return int.TryParse(found.Groups["length"].ValueSpan, out var length) ? new ContextOverflow(tokens, length) : null;
    }

    private static AppError? Find(IEnumerable<Row> rows, string text, ModelName? model)
    {
        foreach (var row in rows)
        {
            if (row.Words.IsMatch(text)) return row.Meaning(model, text);
        }

        return null;
    }

    private static Row Server(string words, Func<AppError> meaning) => new(Words(words), (_, _) => meaning());

    private static Row Model(string words, Func<ModelName, AppError> meaning) => new(Words(words), (model, _) => meaning(model!));

    private static Regex Words(string words) => new(words, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    internal sealed record Row(Regex Words, Func<ModelName?, string, AppError> Meaning);
}
