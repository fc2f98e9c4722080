using ChatAi.Application.Models;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Models;

namespace ChatAi.Infrastructure.Ollama;

internal static class OllamaBodies
{
    public static ChatBody Of(ChatRequest request) => new(
        request.Model.ToString(),
        [.. request.Messages.Select(turn => new ChatBodyMessage(turn.Role, turn.Content, turn.Images is [] ? null : turn.Images))],
        ToOptions(request.Options),
        request.Think == ThinkingMode.ByModel ? null : request.Think,
        request.MayTruncate,
        Format: request.Format);

    public static CreateBody Of(NewModel model) => new(
        model.Name.ToString(),
        model.From.ToString(),
        model.SystemPrompt.Length > 0 ? model.SystemPrompt : null,
        ToOptions(model.Options));

    private static ChatBodyOptions? ToOptions(ModelOptions options) =>
        options == ModelOptions.None ? null : new(options.Temperature, options.TopP, options.ContextLength, options.MaxTokens);
}
