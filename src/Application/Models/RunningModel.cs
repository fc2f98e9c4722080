using ChatAi.Domain.Models;

namespace ChatAi.Application.Models;

/// <param name="SizeInVideoMemory">The part of them on a GPU.</param>
/// <param name="ContextLength">Tokens; null if the server does not report it.</param>
public sealed record RunningModel(ModelName Name, long Size, long SizeInVideoMemory, int? ContextLength, DateTimeOffset? ExpiresAt);
