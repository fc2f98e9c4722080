using ChatAi.Domain.Chats;
using ChatAi.Domain.Common;

namespace ChatAi.WebUI.Chats;

internal sealed record NewChatResponse(Guid Id, string Url);

/// <param name="Leaf">To be sent with an undo.</param>
internal sealed record DeletedResponse(Guid Message, Guid? Leaf, double UndoSeconds);

internal sealed record SentResponse(UserMessageResponse UserMessage, AssistantMessageResponse AssistantMessage, string Title);

internal sealed record UserMessageResponse(
    Guid Id, Guid? ParentId, MessageRole Role, string Content, IReadOnlyList<PartResponse> Parts, MessageStatus Status,
    DateTimeOffset Timestamp);

internal sealed record AssistantMessageResponse(
    Guid Id, Guid? ParentId, MessageRole Role, string? Model, MessageStatus Status, DateTimeOffset Timestamp);

/// <param name="File">The id of an attached file.</param>
internal sealed record PartResponse(MessagePartKind Kind, string Text, PartData? Data, Guid? File = null);

internal sealed record AnswerResponse(WholeMessageResponse Message);

/// <param name="Content">The text of the parts, without reasoning.</param>
internal sealed record WholeMessageResponse(
    Guid Id,
    MessageRole Role,
    string Content,
    IReadOnlyList<PartResponse> Parts,
    string? Model,
    MessageStatus Status,
    Reason? Error,
    DateTimeOffset Timestamp,
    StatisticsResponse Statistics);
