using System.Net;
using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Common;
using ChatAi.Domain.Models;

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
        var message = ErrorBody.Unwrap(text);
        var meaning = OllamaErrorTexts.Find(message, model);

        // To create a variant, Ollama pulls a base model that has disappeared.
        if (meaning is null && model is not null && message.StartsWith("pull model manifest", StringComparison.Ordinal))
            meaning = OllamaErrorTexts.FindForPull(message, model);
        return With(meaning ?? ModelServerErrors.Unknown(), message);
    }

    public static AppError ForPull(string text, ModelName model)
    {
        var message = ErrorBody.Unwrap(text);
        return With(OllamaErrorTexts.FindForPull(message, model) ?? ModelServerErrors.Unknown(), message);
    }

    public static string Shorten(string text)
    {
        var line = PlainLine.Of(text);
        return line.Length <= MaxLength ? line : line[..MaxLength] + "…";
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
