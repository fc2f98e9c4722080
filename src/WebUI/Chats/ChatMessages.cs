using System.Text.Json;
using ChatAi.Application.Answers;
using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Common;

namespace ChatAi.WebUI.Chats;

internal sealed record NewChatRequest(
    [property: System.Text.Json.Serialization.JsonPropertyName("chat_name")] string? ChatName, string? Model, string? Message,
    string? Thinking, Guid? IdempotencyKey = null);

internal sealed record NewChatResponse(Guid Id, string Url);

/// <param name="ParentId">The last message that the sender saw: null if there was none, omitted to skip the check.</param>
internal sealed record SendMessageRequest(string? Message, JsonElement ParentId, string? Model)
{
    private static readonly AppError NoSuchParent = AppError.Invalid("json.parent-id");

    public Result<SendMessageCommand> ToCommand(ChatId chat)
    {
        if (ParentId.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            return new SendMessageCommand(chat, Message ?? "", null, Model, IsFirst: ParentId.ValueKind == JsonValueKind.Null);

        // JsonElement.TryGetGuid throws on half a surrogate pair.
        if (ParentId.ValueKind == JsonValueKind.String && Guid.TryParseExact(ParentId.GetRawText().AsSpan().Trim('"'), "D", out var parent))
            return new SendMessageCommand(chat, Message ?? "", new MessageId(parent), Model);
        return NoSuchParent;
    }
}

internal sealed record EditMessageRequest(string? Message, string? Model);

/// <param name="Leaf">To be sent with an undo.</param>
internal sealed record DeletedResponse(Guid Message, Guid? Leaf, double UndoSeconds);

internal sealed record SentResponse(UserMessageResponse UserMessage, AssistantMessageResponse AssistantMessage, string Title);

internal sealed record UserMessageResponse(
    Guid Id, Guid? ParentId, MessageRole Role, string Content, MessageStatus Status, DateTimeOffset Timestamp);

internal sealed record AssistantMessageResponse(
    Guid Id, Guid? ParentId, MessageRole Role, string? Model, MessageStatus Status, DateTimeOffset Timestamp);

internal sealed record AnswerResponse(WholeMessageResponse Message);

internal sealed record WholeMessageResponse(
    Guid Id,
    MessageRole Role,
    string Content,
    string Thinking,
    string? Model,
    MessageStatus Status,
    Reason? Error,
    DateTimeOffset Timestamp,
    StatisticsResponse Statistics);

internal sealed record StatisticsResponse(
    string? Model,
    double? TokensPerSecond,
    int? PromptTokens,
    int? CompletionTokens,
    double? TimeToFirstTokenSeconds,
    double? LoadSeconds,
    double? ThinkingSeconds,
    int? ContextTokens,
    int? ContextLength,
    string? DoneReason)
{
    public static StatisticsResponse Of(AnswerStatistics statistics, string? model = null) => new(
        model,
        statistics.TokensPerSecond is { } speed ? Math.Round(speed, 1) : null,
        statistics.PromptTokens,
        statistics.CompletionTokens,
        Seconds(statistics.TimeToFirstToken),
        Seconds(statistics.LoadDuration),
        Seconds(statistics.ThinkingDuration),
        statistics.ContextTokens,
        statistics.ContextLength,
        statistics.DoneReason);

    internal static double? Seconds(TimeSpan? time) => time is { } known ? Math.Round(known.TotalSeconds, 3) : null;
}

/// <param name="Ids">All existing chats; null if only changes follow.</param>
internal sealed record ChatsMessage(IEnumerable<Guid>? Ids);

internal sealed record ChatMessage(
    Guid Id,
    string Title,
    bool IsPinned,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? AnsweredAt,
    bool IsAnswering,
    bool IsUnread,
    bool HasFailed,
    int Version,
    Guid? LeafId);

internal sealed record GoneMessage(Guid Id);

/// <param name="Busy">The model server was overloaded and is asked again.</param>
internal sealed record StateMessage(Guid Message, MessageStatus Status, int? Place, bool Busy);

/// <param name="Seconds">How long the model has been thinking.</param>
internal sealed record ThinkingMessage(Guid Message, int At, string Append, double? Seconds);

internal sealed record BlockMessage(Guid Message, int Index, string Html);

internal sealed record TextMessage(Guid Message, int Index, int At, string Append);

internal sealed record DoneMessage(Guid Message, MessageStatus Status, StatisticsResponse Statistics);

internal sealed record FailedMessage(Guid Message, MessageStatus Status, Reason? Error, StatisticsResponse Statistics);
