using ChatAi.Application.Common;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Ollama;

/// <summary>Logs errors of Ollama. Its own text is logged for debugging only, since it may repeat a prompt.</summary>
internal sealed partial class OllamaErrorLog(string host, ILogger logger)
{
    public AppError Report(OllamaStream stream)
    {
        var error = stream.Error!;
        return stream.ErrorText is { } text ? Report(error, text) : error;
    }

    public AppError Report(AppError error, string text)
    {
        var shortened = OllamaErrors.Shorten(text);
        LogError(host, error.Code);
        LogText(shortened);
        return error;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Ollama at {Host} returned an error: {Code}")]
    private partial void LogError(string host, string code);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Error text of Ollama: {Text}")]
    private partial void LogText(string text);
}
