using ChatAi.Application.Answers;
using ChatAi.Application.Chats;
using ChatAi.Domain.Chats;
using ChatAi.WebUI.Http;
using ChatAi.WebUI.Security;
using ChatAi.WebUI.Streams;
using MediatR;

namespace ChatAi.WebUI.Chats;

internal static class ChatEventEndpoints
{
    public static void MapChatEventEndpoints(this IEndpointRouteBuilder app)
    {
        app.MapGet("/chats/events", FollowAllAsync).Needs(Right.Member);
        app.MapGet("/chat/{id:guid}/events", FollowAsync).Needs(Right.Own);
    }

    private static async Task<IResult> FollowAsync(
        Guid id, Guid? message, string? after, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var seen = Seen(context, after);
        var answer = message ?? seen?.Subject;
        var position = seen is { Subject: { } known, Position: var last } && known == answer ? AnswerPosition.Parse(last) : null;

        var query = new FollowAnswerQuery(new ChatId(id), answer is { } named ? new MessageId(named) : null, position);
        var events = await mediator.Send(query, cancellationToken);
        return events.IsSuccess ? EventStream.Of(events.Value, AnswerEvents.Item) : new ProblemResult(events.Error);
    }

    private static async Task<IResult> FollowAllAsync(
        string? after, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var seen = Seen(context, after);
        var query = new FollowChatsQuery(seen is { Subject: null } ? seen.Value.Number : null);
        var news = await mediator.Send(query, cancellationToken);
        if (!news.IsSuccess) return new ProblemResult(news.Error);
        return EventStream.Of(ChatFeedEvents.Of(news.Value, cancellationToken), item => item, needsServices: true);
    }

    // EventSource repeats the original address when it reconnects, so the header is newer.
    private static StreamPosition? Seen(HttpContext context, string? after) =>
        StreamPosition.Parse(context.Request.Headers["Last-Event-ID"]) ?? StreamPosition.Parse(after);
}
