using System.Text.Json;
using ChatAi.Application.Common;
using ChatAi.Application.Models;
using Refit;

namespace ChatAi.Infrastructure.Ollama;

internal static class ConnectionErrors
{
    /// <returns>Null if no connection failed: then it is a bug of ours.</returns>
    public static AppError? Of(Exception exception) => Unwrap(exception) switch
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

    private static Exception Unwrap(Exception exception) =>
        exception is ApiRequestException { InnerException: { } inner } ? inner : exception;
}
