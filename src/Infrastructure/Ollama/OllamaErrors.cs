using System.Net;
using System.Text.Json;
using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Common;
using ChatAi.Domain.Models;
using Refit;

namespace ChatAi.Infrastructure.Ollama;

/// <summary>What Ollama's statuses and error texts mean. Only administrators see the texts themselves.</summary>
internal static class OllamaErrors
{
    private const int MaxLength = 500;

    // nginx's status for a client that has left; Ollama uses it, too.
    private const int ClientClosedRequest = 499;

    /// <param name="error">Null if the response is not one of Ollama's.</param>
    public static AppError ForStatus(HttpStatusCode status, ErrorAnswer? error, ModelName? model)
    {
        if (error?.Error is not { } text) return ForStatus(status);
        var meaning = (status, model) switch
        {
            (HttpStatusCode.ServiceUnavailable, _) => ModelServerErrors.Busy(),
            ((HttpStatusCode)ClientClosedRequest, _) => ModelServerErrors.Cancelled(),
            (HttpStatusCode.Unauthorized, { } cloud) when error.SigninUrl is not null =>
                ModelErrors.CloudSignIn(cloud, SignInAddress(error)),
            (HttpStatusCode.Unauthorized, _) => ModelServerErrors.CredentialsRefused(),
            (HttpStatusCode.PreconditionFailed, { } newer) => RegistryErrors.OllamaTooOld(newer),
            (HttpStatusCode.NotFound, { } missing) when text.Contains("not found", StringComparison.OrdinalIgnoreCase) =>
                ModelErrors.ModelMissing(missing),
            _ => null,
        };
        return meaning is null ? ForText(text, model) : With(meaning, text);
    }

    public static AppError ForText(string text, ModelName? model)
    {
        var message = Unwrap(text);
        var meaning = OllamaErrorTexts.Find(message, model);

        // To create a variant, Ollama pulls a base model that has disappeared.
        if (meaning is null && model is not null && message.StartsWith("pull model manifest", StringComparison.Ordinal))
            meaning = OllamaErrorTexts.FindForPull(message, model);
        return With(meaning ?? ModelServerErrors.Unknown(), message);
    }

    public static AppError ForPull(string text, ModelName model)
    {
        var message = Unwrap(text);
        return With(OllamaErrorTexts.FindForPull(message, model) ?? ModelServerErrors.Unknown(), message);
    }

    /// <returns>Null if no connection failed: then it is a bug of ours.</returns>
    public static AppError? ForException(Exception exception) => Unwrap(exception) switch
    {
        ModelRefusedException refused => refused.Error,

        // SocketsHttpHandler reports its ConnectTimeout like this; any other cancellation is our own timeout.
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

    public static ErrorAnswer? ParseError(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, OllamaJson.Default.ErrorAnswer);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static string Shorten(string text)
    {
        var line = PlainLine.Of(text);
        return line.Length <= MaxLength ? line : line[..MaxLength] + "…";
    }

    private static Exception Unwrap(Exception exception) =>
        exception is ApiRequestException { InnerException: { } inner } ? inner : exception;

    // A runner's error is JSON inside the text [060, 217].
    private static string Unwrap(string text)
    {
        if (!text.StartsWith('{')) return text;
        try
        {
            using var inner = JsonDocument.Parse(text);
            var error = inner.RootElement.TryGetProperty("error", out var wrapped) ? wrapped : inner.RootElement;
            return
                error.ValueKind == JsonValueKind.Object
                && error.TryGetProperty("message", out var message)
                && message.ValueKind == JsonValueKind.String
                ? message.GetString()!
                : text;
        }
        catch (JsonException)
        {
            return text;
        }
    }

    // Our own sentence is enough for a rejected request.
    private static AppError With(AppError error, string text) =>
        error.Kind == ErrorKind.Unavailable ? error.WithWords(Shorten(text)) : error;

    private static AppError ForStatus(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Forbidden => ModelServerErrors.HostRefused(),
        HttpStatusCode.Unauthorized or HttpStatusCode.ProxyAuthenticationRequired => ModelServerErrors.CredentialsRefused(),
        HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => ModelServerErrors.Refused(),
        _ => ModelServerErrors.NotOllama(),
    };

    private static string? SignInAddress(ErrorAnswer answer) =>
        Uri.TryCreate(answer.SigninUrl, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps
            ? address.AbsoluteUri
            : null;
}
