using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Common;
using ChatAi.Domain.Models;
using Refit;

namespace ChatAi.Infrastructure.Ollama;

/// <summary>What Ollama's statuses and words mean. Its texts are no contract, so an unknown one is passed on as it is.</summary>
internal static partial class OllamaErrors
{
    private const int MaxSaid = 500;

    /// <param name="said">The text of <c>{"error":…}</c>; null where the answer was no such thing.</param>
    public static AppError ForStatus(HttpStatusCode status, string? said, ModelName? model) => (status, said) switch
    {
        (HttpStatusCode.Forbidden, null) => ModelServerErrors.HostRefused(),
        (HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout, null) => ModelServerErrors.Refused(),
        (_, null) => ModelServerErrors.NotOllama(),
        (HttpStatusCode.ServiceUnavailable, _) => ModelServerErrors.Busy(),
        (HttpStatusCode.PreconditionFailed, _) when model is not null => ModelServerErrors.OllamaTooOld(model),
        (HttpStatusCode.NotFound, _) when model is not null && Has(said, "not found") => ModelServerErrors.ModelMissing(model),
        _ => ForText(said, model),
    };

    public static AppError ForText(string text, ModelName? model)
    {
        var said = Unwrap(text);
        if (Has(said, "server busy")) return ModelServerErrors.Busy();
        if (Has(said, "invalid model name")) return ModelServerErrors.InvalidName();
        if (model is null) return Said(said);

        if (Has(said, "newer version of ollama") || Has(said, "unknown model architecture")) return ModelServerErrors.OllamaTooOld(model);
        if (Has(said, "exceeds the available context size") || Has(said, "exceeds the context length")) return ModelServerErrors.ContextExceeded(model);
        if (Has(said, "support multimodal") || Has(said, "image input is not supported")) return ModelServerErrors.NotCapable(model, "images");
        if (Unsupported().Match(said) is { Success: true } unsupported) return ModelServerErrors.NotCapable(model, unsupported.Groups[1].Value);
        if (Has(said, "timed out waiting for")) return ModelServerErrors.LoadTimedOut(model);
        if (OutOfMemory().IsMatch(said)) return ModelServerErrors.OutOfMemory(model);
        if (Has(said, "an error was encountered while running the model")) return ModelServerErrors.Crashed(model);
        return Damaged().IsMatch(said) ? ModelServerErrors.CannotLoad(model) : Said(said);
    }

    /// <summary>A failure told in the stream of a download.</summary>
    public static AppError ForPull(string text, ModelName model)
    {
        var said = Unwrap(text);
        if (Has(said, "file does not exist") || Has(said, "manifest unknown")) return ModelServerErrors.NoSuchModel(model);
        if (Has(said, "no space left on device") || Has(said, "not enough space on the disk")) return ModelServerErrors.DiskFull();
        if (Has(said, "digest mismatch")) return ModelServerErrors.Corrupt();
        if (Has(said, "max retries exceeded")) return ModelServerErrors.RegistryStopped();
        if (Unreachable().IsMatch(said)) return ModelServerErrors.RegistryUnreachable();
        return RegistryTrouble().IsMatch(said) ? ModelServerErrors.RegistryBusy() : ForText(said, model);
    }

    /// <returns>Null where it is none of the ways in which a connection fails, but a bug of ours.</returns>
    public static AppError? ForException(Exception exception) => Unwrap(exception) switch
    {
        ModelRefusedException refused => refused.Error,

        // SocketsHttpHandler tells of its ConnectTimeout in this form; any other cancellation is our own impatience.
        OperationCanceledException { InnerException: TimeoutException } => ModelServerErrors.Refused(),
        OperationCanceledException => ModelServerErrors.Silent(),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => ModelServerErrors.UnknownHost(),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => ModelServerErrors.Refused(),
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.SecureConnectionError or HttpRequestError.InvalidResponse
                or HttpRequestError.HttpProtocolError or HttpRequestError.VersionNegotiationError,
        } => ModelServerErrors.NotOllama(),
        HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse } => ModelServerErrors.NotOllama(),
        LineTooLongException => ModelServerErrors.Unreadable(),
        HttpRequestException or IOException => ModelServerErrors.CutOff(),
        JsonException => ModelServerErrors.NotOllama(),
        _ => null,
    };

    public static string? TextOf(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, OllamaJson.Default.ErrorAnswer)?.Error;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>On one line and of a length that fits into a sentence.</summary>
    public static string Words(string said)
    {
        var words = PlainLine.Of(said);
        return words.Length <= MaxSaid ? words : words[..MaxSaid] + "…";
    }

    private static Exception Unwrap(Exception exception) => exception is ApiRequestException { InnerException: { } inner } ? inner : exception;

    // A runner's answer comes as JSON inside the text [060, 217].
    private static string Unwrap(string text)
    {
        if (!text.StartsWith('{')) return text;
        try
        {
            using var inner = JsonDocument.Parse(text);
            var error = inner.RootElement.TryGetProperty("error", out var wrapped) ? wrapped : inner.RootElement;
            return error.ValueKind == JsonValueKind.Object && error.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String
                ? message.GetString()!
                : text;
        }
        catch (JsonException)
        {
            return text;
        }
    }

    // Members read it: where Ollama has its files, and whom it talks to, is for its log.
    private static AppError Said(string said) => ModelServerErrors.Said(Place().Replace(Words(said), "…"));

    private static bool Has(string said, string words) => said.Contains(words, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"https?://[^\s""]+|(?<![\w.])([A-Za-z]:)?([/\\][\w.@+~-]+){2,}|\b\d{1,3}(\.\d{1,3}){3}(:\d+)?\b|\[[\da-fA-F:.]*::?[\da-fA-F:.]*\](:\d+)?")]
    private static partial Regex Place();

    [GeneratedRegex(@"does not support ([\w -]{1,40})", RegexOptions.IgnoreCase)]
    private static partial Regex Unsupported();

    [GeneratedRegex(
        "more system memory|out of memory|outofdevicememory|out_of_device_memory|insufficient memory|not enough memory|(failed|unable) to allocate|cudaMalloc failed|signal: killed",
        RegexOptions.IgnoreCase)]
    private static partial Regex OutOfMemory();

    [GeneratedRegex(
        "exceeds file size|(unable|failed) to load model|error loading model|llama runner process has terminated|invalid file magic|invalid gguf|not a gguf|no such file or directory",
        RegexOptions.IgnoreCase)]
    private static partial Regex Damaged();

    [GeneratedRegex(
        "dial tcp|lookup |connection refused|connection reset|no such host|i/o timeout|timeout exceeded|deadline exceeded|handshake timeout|network is unreachable|no route to host",
        RegexOptions.IgnoreCase)]
    private static partial Regex Unreachable();

    // Ollama passes on the registry's status as "pull model manifest: 503: …" or in words, and what Go says of a broken stream.
    [GeneratedRegex(
        @"(: |status( code)?:? )(408|425|429|5\d\d)\b|too many requests|(bad|time-?out) ?gateway|gateway time-?out|service unavailable|internal server error"
        + @"|\bEOF\b|broken pipe|stream error|server closed idle connection|use of closed network connection|context canceled",
        RegexOptions.IgnoreCase)]
    private static partial Regex RegistryTrouble();
}
