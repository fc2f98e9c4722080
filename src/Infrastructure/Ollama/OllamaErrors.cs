using System.Net;
using System.Text.Json;
using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Common;
using ChatAi.Domain.Models;
using Refit;

namespace ChatAi.Infrastructure.Ollama;

/// <summary>What Ollama's statuses and words mean. Only administrators read its own words too.</summary>
internal static class OllamaErrors
{
    private const int MaxSaid = 500;

    // nginx's, for a client that left; Ollama uses it too.
    private const int ClientClosedRequest = 499;

    /// <param name="error">What the answer says; null where it is not Ollama's.</param>
    public static AppError ForStatus(HttpStatusCode status, ErrorAnswer? error, ModelName? model)
    {
        if (error?.Error is not { } said) return ForStatus(status);
        var meaning = (status, model) switch
        {
            (HttpStatusCode.ServiceUnavailable, _) => ModelServerErrors.Busy(),
            ((HttpStatusCode)ClientClosedRequest, _) => ModelServerErrors.Cancelled(),
            (HttpStatusCode.Unauthorized, { } cloud) when error.SigninUrl is not null =>
                ModelErrors.CloudSignIn(cloud, SignInAddress(error)),
            (HttpStatusCode.Unauthorized, _) => ModelServerErrors.CredentialsRefused(),
            (HttpStatusCode.PreconditionFailed, { } newer) => RegistryErrors.OllamaTooOld(newer),
            (HttpStatusCode.NotFound, { } missing) when said.Contains("not found", StringComparison.OrdinalIgnoreCase) =>
                ModelErrors.ModelMissing(missing),
            _ => null,
        };
        return meaning is null ? ForText(said, model) : With(meaning, said);
    }

    public static AppError ForText(string text, ModelName? model)
    {
        var said = Unwrap(text);
        var meaning = OllamaErrorTexts.Find(said, model);

        // To make a variant, Ollama pulls a base that is gone since it was looked for.
        if (meaning is null && model is not null && said.StartsWith("pull model manifest", StringComparison.Ordinal))
            meaning = OllamaErrorTexts.FindForPull(said, model);
        return With(meaning ?? ModelServerErrors.Unknown(), said);
    }

    /// <summary>A failure told in the stream of a download.</summary>
    public static AppError ForPull(string text, ModelName model)
    {
        var said = Unwrap(text);
        return With(OllamaErrorTexts.FindForPull(said, model) ?? ModelServerErrors.Unknown(), said);
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

    /// <returns>Null where it is no error of Ollama's.</returns>
    public static ErrorAnswer? AnswerOf(ReadOnlySpan<byte> body)
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

    /// <summary>On one line and of a length that fits into a sentence.</summary>
    public static string Words(string said)
    {
        var words = PlainLine.Of(said);
        return words.Length <= MaxSaid ? words : words[..MaxSaid] + "…";
    }

    private static Exception Unwrap(Exception exception) =>
        exception is ApiRequestException { InnerException: { } inner } ? inner : exception;

    // A runner's answer comes as JSON inside the text [060, 217].
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

    // What is wrong with the request itself needs no more words.
    private static AppError With(AppError error, string said) => error.Kind == ErrorKind.Unavailable ? error.WithWords(Words(said)) : error;

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
