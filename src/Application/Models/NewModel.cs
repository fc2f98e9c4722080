using ChatAi.Domain.Models;

namespace ChatAi.Application.Models;

public sealed record NewModel(ModelName Name, ModelName From, string SystemPrompt, ModelOptions Options);
