using ChatAi.Application.Common;

namespace ChatAi.Infrastructure.Ollama;

/// <summary>A request that was not sent to Ollama, and why.</summary>
internal sealed class ModelRefusedException(AppError error) : Exception(error.Code)
{
    public AppError Error { get; } = error;
}
