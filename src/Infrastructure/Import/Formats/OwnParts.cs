using ChatAi.Application.Export;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Common;
using ChatAi.Domain.Files;
using ChatAi.Domain.Models;

namespace ChatAi.Infrastructure.Import.Formats;

/// <summary>Accepts what the portal itself can have exported.</summary>
internal static class OwnParts
{
    private const int MaxWordLength = 200;

    public static bool IsValid(ExportedChatHead chat, DateTimeOffset now) =>
        chat.Id != Guid.Empty
        && chat.SystemPrompt.Length <= Preferences.MaxSystemPromptLength
        && ImportTime.IsPlausible(chat.CreatedAt, now)
        && ImportTime.IsPlausible(chat.UpdatedAt, now);

    /// <returns>Null if it is not valid.</returns>
    public static RestoredMessage? Restore(ExportedMessage message, DateTimeOffset now)
    {
        if (message.Id == Guid.Empty || message.Parts is null || message.Parts.Any(p => p?.Text is null)) return null;
        if (!ImportTime.IsPlausible(message.CreatedAt, now) || !ImportTime.IsPlausible(message.EndedAt ?? now, now)) return null;
        MessagePart[] parts = [.. message.Parts.Select(Part)];
        if (message.Role == MessageRole.User && !parts.HasAnswer()) return null;
        if (!parts.All(IsValid) || !IsValid(message.Statistics)) return null;
        if (message.Error?.ToString().Length > Reason.MaxStoredLength) return null;
        var isOpen = message.Status is MessageStatus.Queued or MessageStatus.Streaming;
        return new RestoredMessage(message.Role, parts, ModelOf(message.Model), message.CreatedAt)
        {
            // Nobody writes it here.
            Status = isOpen ? MessageStatus.Interrupted : message.Status,
            EndedAt = isOpen ? message.CreatedAt : message.EndedAt,
            Error = message.Error,
            Statistics = message.Statistics ?? new AnswerStatistics(),
        };
    }

    public static ModelName? ModelOf(string? name) => ModelName.TryParse(name, out var model) ? model : null;

    private static MessagePart Part(ExportedPart part, int index) =>
        new(index, part.Kind, part.Text, part.Data, part.Kind == MessagePartKind.Attachment ? FileOf(part) : null);

    // An attachment always names a file, if only one that is gone.
    private static FileId FileOf(ExportedPart part) => part.File is { } id && id != Guid.Empty ? new FileId(id) : FileId.New();

    private static bool IsValid(MessagePart part) => (part.Kind, part.Data) switch
    {
        (MessagePartKind.Attachment, AttachmentData { Name: not null } file) =>
            FileName.Of(file.Name) == file.Name && file is { Width: null or >= 0, Height: null or >= 0 }
            && file is { Characters: null or >= 0, Tokens: null or (>= 0 and <= ModelOptions.MaxContextLength) },
        (MessagePartKind.Attachment, _) => false,
        (MessagePartKind.ToolCall, ToolCallData { Name.Length: <= ToolCallData.MaxLength } call) =>
            call.Id is null or { Length: <= ToolCallData.MaxLength },
        (MessagePartKind.ToolCall, _) => false,
        (MessagePartKind.Reasoning, null or ReasoningData { Seconds: >= 0 and < 1e7 }) => true,
        (MessagePartKind.Reasoning, _) => false,
        (MessagePartKind.Text or MessagePartKind.ToolResult, null) => true,
        _ => false,
    };

    private static bool IsValid(AnswerStatistics? statistics) =>
        statistics is null
        || ((int?[])[statistics.PromptTokens, statistics.CompletionTokens, statistics.ContextTokens, statistics.ContextLength,
                statistics.HiddenImages]).All(count => count is null or >= 0)
            && ((TimeSpan?[])[statistics.LoadDuration, statistics.PromptDuration, statistics.CompletionDuration,
                statistics.TimeToFirstToken]).All(time => time is null || time >= TimeSpan.Zero)
            && statistics.DoneReason is null or { Length: <= MaxWordLength };
}
