using ChatAi.Domain.Models;

namespace ChatAi.Application.Models;

public sealed record InstalledModel(ModelName Name, ModelFacts Facts);
