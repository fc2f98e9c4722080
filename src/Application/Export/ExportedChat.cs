using System.Text.Json.Serialization;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Common;
using ChatAi.Domain.Models;

namespace ChatAi.Application.Export;

/// <param name="ActiveLeafId">The last message of the shown path; all others are branches.</param>
public record ExportedChatHead(
    Guid Id,
    string Title,
    string? Model,
    string SystemPrompt,
    ModelOptions Options,
    ThinkingMode Thinking,
    bool IsPinned,
    bool IsArchived,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    Guid? ActiveLeafId)
{
    internal static ExportedChatHead Of(Chat chat) => new(
        chat.Id.Value,
        chat.Title.Value,
        chat.Model?.ToString(),
        chat.SystemPrompt,
        chat.Options,
        chat.Thinking,
        chat.IsPinned,
        chat.IsArchived,
        chat.CreatedAt,
        chat.UpdatedAt,
        chat.ActiveLeafId?.Value);
}

public sealed record ExportedChat : ExportedChatHead
{
    internal ExportedChat(Chat chat, IAsyncEnumerable<ExportedMessage> messages)
        : base(Of(chat)) => Messages = messages;

    /// <summary>The shown path, then the branches; each after the message that it answers.</summary>
    [JsonPropertyOrder(1)]
    public IAsyncEnumerable<ExportedMessage> Messages { get; }
}

/// <param name="ParentId">Null for the first message of a chat.</param>
public sealed record ExportedMessage(
    Guid Id,
    Guid? ParentId,
    MessageRole Role,
    MessageStatus Status,
    string? Model,
    DateTimeOffset CreatedAt,
    DateTimeOffset? EndedAt,
    IReadOnlyList<ExportedPart> Parts,
    Reason? Error,
    AnswerStatistics? Statistics)
{
    internal static ExportedMessage Of(Message m) => new(
        m.Id.Value, m.ParentId?.Value, m.Role, m.Status, m.Model?.ToString(), m.CreatedAt, m.EndedAt,
        [.. m.Parts.Select(p => new ExportedPart(p.Kind, p.Text, p.Data, p.FileId?.Value))], m.Error,
        m.Role == MessageRole.Assistant ? m.Statistics : null);
}

/// <param name="File">The id of an attached file.</param>
public sealed record ExportedPart(MessagePartKind Kind, string Text, PartData? Data, Guid? File);
