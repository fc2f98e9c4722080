using System.IO.Pipelines;
using ChatAi.Application.Answers;
using ChatAi.Domain.Chats;
using ChatAi.WebUI.Common;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace ChatAi.WebUI.Chats;

/// <summary>Writes each kind of event once to nobody when the portal starts, so that the readers of the first answers do not wait for it.</summary>
internal sealed partial class StreamRehearsal(IOptions<JsonOptions> json, TimeProvider time, ILogger<StreamRehearsal> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(() => RunAsync(stoppingToken), CancellationToken.None);

    private async Task RunAsync(CancellationToken stopping)
    {
        var (id, none) = (MessageId.New(), new AnswerStatistics());
        AnswerEvent[] events =
        [
            new AnswerEvent.State(id, 0, MessageStatus.Streaming, null, false),
            new AnswerEvent.Thinking(id, 0, 0, "A", null),
            new AnswerEvent.Block(id, 0, 0, "<p>A</p>"),
            new AnswerEvent.Items(id, 0, 0, [0], 0, "<li>A</li>"),
            new AnswerEvent.Text(id, 0, 0, 0, "A"),
            new AnswerEvent.Ended(id, 0, MessageStatus.Complete, null, none),
            new AnswerEvent.Ended(id, 0, MessageStatus.Failed, "A", none),
        ];
        try
        {
            using var writer = new EventStreamWriter(PipeWriter.Create(Stream.Null), json.Value.SerializerOptions, time, Timeout.InfiniteTimeSpan);
            await writer.WriteAsync(events.ToAsyncEnumerable(), AnswerEvents.Item, stopping, CancellationToken.None);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // Left alone, it would end the portal.
            LogFailed(failure);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The rehearsal of a stream failed; the first streams may begin a little later")]
    private partial void LogFailed(Exception exception);
}
