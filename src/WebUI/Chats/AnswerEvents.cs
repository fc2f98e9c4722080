using ChatAi.Application.Answers;
using ChatAi.Domain.Chats;
using ChatAi.WebUI.Streams;

namespace ChatAi.WebUI.Chats;

internal static class AnswerEvents
{
    public static ServerEvent Item(AnswerEvent change)
    {
        var (name, data) = Payload(change);
        return new ServerEvent(name, data)
        {
            Id = change.Position is { } position ? new StreamPosition(change.Message.Value, position.ToString()) : null,
        };
    }

    private static (string Name, object Data) Payload(AnswerEvent change)
    {
        var id = change.Message.Value;
        return change switch
        {
            AnswerEvent.State state => ("state", new StateMessage(id, state.Status, state.Place, state.IsServerBusy, state.Reading)),
            AnswerEvent.PartBegan part => ("part", new PartMessage(id, part.Part, part.Kind, part.Whole, part.Data)),
            AnswerEvent.PartsRemoved removed => ("remove", new RemoveMessage(id, removed.Part)),
            AnswerEvent.Reasoning reasoning => ("reasoning", Of(id, reasoning)),
            AnswerEvent.Block block => ("block", new BlockMessage(id, block.Part, block.Index, block.Html)),
            AnswerEvent.Text text => ("text", new TextMessage(id, text.Part, text.Index, text.At, text.Append)),
            AnswerEvent.Ended { Status: MessageStatus.Complete or MessageStatus.Stopped } done =>
                ("done", new DoneMessage(id, done.Status, StatisticsResponse.Of(done.Statistics))),
            AnswerEvent.Ended failed =>
                ("failed", new FailedMessage(
                    id, failed.Status, failed.Error, failed.Error?.Code, StatisticsResponse.Of(failed.Statistics))),
            _ => throw new ArgumentOutOfRangeException(nameof(change), change, "This kind of event has no name on the wire."),
        };
    }

    private static ReasoningMessage Of(Guid message, AnswerEvent.Reasoning change) =>
        new(message, change.Part, change.At, change.Append, StatisticsResponse.Seconds(change.Duration), change.HasEnded);
}
