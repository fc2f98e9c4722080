using ChatAi.Domain.Chats;
using ChatAi.Domain.Common;

namespace ChatAi.WebUI.Chats;

/// <param name="Busy">The model server was overloaded and is asked again.</param>
internal sealed record StateMessage(Guid Message, MessageStatus Status, int? Place, bool Busy);

/// <param name="Seconds">How long the model has been thinking.</param>
internal sealed record ThinkingMessage(Guid Message, int At, string Append, double? Seconds);

internal sealed record BlockMessage(Guid Message, int Index, string Html);

internal sealed record TextMessage(Guid Message, int Index, int At, string Append);

internal sealed record DoneMessage(Guid Message, MessageStatus Status, StatisticsResponse Statistics);

internal sealed record FailedMessage(Guid Message, MessageStatus Status, Reason? Error, StatisticsResponse Statistics);
