using System.Text.RegularExpressions;
using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Models;

namespace ChatAi.Infrastructure.Ollama;

/// <summary>
/// The error texts of Ollama 0.30 to 0.33, and of older versions where those differ, with what they mean. They are no contract, so each row
/// names only the words that tell it from the others; the first row that fits counts.
/// </summary>
internal static class OllamaErrorTexts
{
    private static readonly Regex Unsupported = Words(@"does not support (?<what>[\w -]{1,40})");

    private static readonly Regex Overflow =
        Words(@"\((?<tokens>\d+) tokens\) exceeds the (available|model's maximum) context (size|length) \((?<length>\d+) tokens\)");

    /// <summary>Those that have nothing to do with a model.</summary>
    private static readonly Row[] OfServer =
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

    private static readonly Row[] OfModel =
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
            (model, said) => ModelErrors.ContextExceeded(model!, OverflowIn(said))),
        Model("support multimodal|image input is not supported|supports one image", model => ModelErrors.NotCapable(model, "images")),
        new(Unsupported, (model, said) => ModelErrors.NotCapable(model!, Unsupported.Match(said).Groups["what"].Value.Trim())),
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

    private static readonly Row[] OfPull =
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

        // Ollama passes on the registry's status as "pull model manifest: 503: …" or in words, and what Go says of a broken stream.
        Server(
            @"(: |status( code)?:? )(408|425|429|5\d\d)\b|too many requests|(bad|time-?out) ?gateway|gateway time-?out|service unavailable"
            + @"|internal server error|\bEOF\b|broken pipe|stream error|server closed idle connection|use of closed network connection"
            + "|context canceled",
            RegistryErrors.RegistryBusy),
        Model(@"(: |status( code)?:? )4\d\d\b", RegistryErrors.RegistryRefused),
    ];

    internal static IEnumerable<Row> Rows => [.. OfServer, .. OfModel, .. OfPull];

    /// <param name="model">Null where none was asked for.</param>
    /// <returns>Null for a text that is not known.</returns>
    public static AppError? Find(string said, ModelName? model) => Find(model is null ? OfServer : [.. OfServer, .. OfModel], said, model);

    /// <summary>As above, for a download.</summary>
    public static AppError? FindForPull(string said, ModelName model) => Find(OfPull, said, model) ?? Find(said, model);

    /// <returns>Null where the text does not tell.</returns>
    public static ContextOverflow? OverflowIn(string said)
    {
        var found = Overflow.Match(said);
        if (!found.Success || !int.TryParse(found.Groups["tokens"].ValueSpan, out var tokens)) return null;
        return int.TryParse(found.Groups["length"].ValueSpan, out var length) ? new ContextOverflow(tokens, length) : null;
    }

    private static AppError? Find(IEnumerable<Row> rows, string said, ModelName? model)
    {
        foreach (var row in rows)
        {
            if (row.Words.IsMatch(said)) return row.Meaning(model, said);
        }

        return null;
    }

    private static Row Server(string words, Func<AppError> meaning) => new(Words(words), (_, _) => meaning());

    private static Row Model(string words, Func<ModelName, AppError> meaning) => new(Words(words), (model, _) => meaning(model!));

    private static Regex Words(string words) => new(words, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    internal sealed record Row(Regex Words, Func<ModelName?, string, AppError> Meaning);
}
