using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Ollama;

namespace ChatAi.Infrastructure.Import.Formats;

internal static class ForeignParts
{
    public static MessagePart? Of(MessagePartKind kind, string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : new MessagePart(0, kind, text);

    public static MessagePart? Call(string? id, string? name, string? arguments) =>
        name is null ? null : new MessagePart(0, MessagePartKind.ToolCall, arguments ?? "{}", new ToolCallData(Short(id), Short(name)!));

    /// <summary>An answer that may have its reasoning in tags.</summary>
    public static IReadOnlyList<MessagePart> Split(string answer) => ReasoningTags.Split(answer);

    private static string? Short(string? text) => text?.Length > ToolCallData.MaxLength ? text[..ToolCallData.MaxLength] : text;
}
