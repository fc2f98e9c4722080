using ChatAi.Application.Chats;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Common;

namespace ChatAi.WebUI.Chats;

public sealed record MessageViewModel(
    MessageId Id,
    MessageRole Role,
    string Content,
    IReadOnlyList<PartView> Parts,
    string? Model,
    MessageStatus Status,
    Reason? Error,
    AnswerStatistics Statistics,
    DateTimeOffset CreatedAt,
    bool IsContinuable,
    Siblings Siblings,
    int HiddenLength)
{
    public bool IsOpen => Status is MessageStatus.Queued or MessageStatus.Streaming;

    /// <summary>The token limit, if reasoning used it up.</summary>
    public int? SpentOnReasoning =>
        Status == MessageStatus.Complete && Role == MessageRole.Assistant && string.IsNullOrWhiteSpace(Content)
        && Parts.All(p => p.Kind != MessagePartKind.ToolCall)
            ? Statistics.CompletionTokens ?? 0
            : null;

    /// <summary>For the templates that scripts copy.</summary>
    public static MessageViewModel Blank(MessageRole role) =>
        new(
            default,
            role,
            "",
            [],
            null,
            role == MessageRole.User ? MessageStatus.Complete : MessageStatus.Queued,
            null,
            new AnswerStatistics(),
            default,
            false,
            Siblings.None,
            0
        );

    /// <summary>For the templates that scripts copy.</summary>
    public static PartView BlankPart(MessagePartKind kind) => new(0, kind, "", null, []);

    /// <summary>For the templates that scripts copy.</summary>
    public static PartView BlankFile(bool isImage) =>
        new(0, MessagePartKind.Attachment, "", new AttachmentData("", isImage), []);
}
