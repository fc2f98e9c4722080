using ChatAi.Application.Answers;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Common;

namespace ChatAi.WebUI.Chats;

/// <param name="Busy">The model server was overloaded and is asked again.</param>
/// <param name="Reading">The file that has to be read first; null if there is none.</param>
internal sealed record StateMessage(Guid Message, MessageStatus Status, int? Place, bool Busy, AnswerEvent.FileProgress? Reading);

/// <param name="Text">Of a part that comes as a whole; null if it grows.</param>
internal sealed record PartMessage(Guid Message, int Part, MessagePartKind Kind, string? Text, PartData? Data);

/// <param name="Part">The first of the parts to remove.</param>
internal sealed record RemoveMessage(Guid Message, int Part);

/// <param name="Seconds">How long the model has been reasoning.</param>
internal sealed record ReasoningMessage(Guid Message, int Part, int At, string Append, double? Seconds, bool Ended);

internal sealed record BlockMessage(Guid Message, int Part, int Index, string Html);

internal sealed record TextMessage(Guid Message, int Part, int Index, int At, string Append);

internal sealed record DoneMessage(Guid Message, MessageStatus Status, StatisticsResponse Statistics);

/// <param name="Code">Of the error.</param>
internal sealed record FailedMessage(
    Guid Message, MessageStatus Status, Reason? Error, string? Code, StatisticsResponse Statistics);
