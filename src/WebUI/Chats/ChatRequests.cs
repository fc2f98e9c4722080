using System.Text.Json;
using ChatAi.Application.Answers;
using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Files;

namespace ChatAi.WebUI.Chats;

internal sealed record NewChatRequest(
    [property: System.Text.Json.Serialization.JsonPropertyName("chat_name")] string? ChatName, string? Model, string? Message,
    string? Thinking, Guid? IdempotencyKey = null, IReadOnlyList<Guid>? Files = null);

/// <param name="ParentId">The last message that the sender saw: null if there was none, omitted to skip the check.</param>
internal sealed record SendMessageRequest(string? Message, JsonElement ParentId, string? Model, IReadOnlyList<Guid>? Files = null)
{
    private static readonly AppError NoSuchParent = AppError.Invalid("json.parent-id");

    public Result<SendMessageCommand> ToCommand(ChatId chat)
    {
        if (ParentId.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            var isFirst = ParentId.ValueKind == JsonValueKind.Null;
            return new SendMessageCommand(chat, Message ?? "", null, Model, isFirst, Files.ToIds());
        }

        // JsonElement.TryGetGuid throws on half a surrogate pair.
        if (ParentId.ValueKind == JsonValueKind.String && Guid.TryParseExact(ParentId.GetRawText().AsSpan().Trim('"'), "D", out var parent))
            return new SendMessageCommand(chat, Message ?? "", new MessageId(parent), Model, Files: Files.ToIds());
        return NoSuchParent;
    }
}

internal static class FileIds
{
    public static IReadOnlyList<FileId>? ToIds(this IReadOnlyList<Guid>? files) =>
        files is null ? null : [.. files.Select(id => new FileId(id))];
}

internal sealed record EditMessageRequest(string? Message, string? Model);
