using System.Globalization;
using ChatAi.Application.Answers;
using ChatAi.Application.Chats;
using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Common;
using ChatAi.WebUI.Errors;
using ChatAi.WebUI.Http;
using ChatAi.WebUI.Security;
using ChatAi.WebUI.Streams;
using MediatR;

namespace ChatAi.WebUI.Chats;

internal static class ChatEndpoints
{
    private static readonly AppError NoSuchMessage = AppError.Invalid("form.message-id");

    public static void MapChatEndpoints(this IEndpointRouteBuilder app)
    {
        app.MapGet("/chats/events", FollowAllAsync).Needs(Right.Member);

        var chat = app.MapGroup("/chat/{id:guid}").Needs(Right.Own);
        chat.MapGet("/events", FollowAsync);
        chat.MapPost("/seen", MarkSeenAsync);
        chat.MapPost("/stop", StopAsync);
        chat.MapPost("/rename", RenameAsync);
        chat.MapPost("/model", ChooseModelAsync);
        chat.MapPost("/thinking", ChooseThinkingAsync);
        chat.MapPost("/context", SetContextLengthAsync);
        chat.MapPost("/summary", SummarizeAsync);
        chat.MapPost("/clear", ClearAsync);
        chat.MapPost("/delete", DeleteAsync);
    }

    private static async Task<IResult> FollowAsync(
        Guid id, Guid? message, string? after, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        // EventSource repeats the original address when it reconnects, so the header is newer.
        var seen = StreamPosition.Parse(context.Request.Headers["Last-Event-ID"]) ?? StreamPosition.Parse(after);
        var answer = message ?? seen?.Subject;
        var position = seen is { Subject: { } known, Position: var last } && known == answer ? AnswerPosition.Parse(last) : null;

        var events = await mediator.Send(
            new FollowAnswerQuery(new ChatId(id), answer is { } named ? new MessageId(named) : null, position),
            cancellationToken
        );
        return events.IsSuccess ? EventStream.Of(events.Value, AnswerEvents.Item) : new ProblemResult(events.Error);
    }

    private static async Task<IResult> FollowAllAsync(
        string? after, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var seen = StreamPosition.Parse(context.Request.Headers["Last-Event-ID"]) ?? StreamPosition.Parse(after);
        var news = await mediator.Send(new FollowChatsQuery(seen is { Subject: null } ? seen.Value.Number : null), cancellationToken);
        return news.IsSuccess
            ? EventStream.Of(ChatFeedEvents.Of(news.Value, cancellationToken), item => item, needsServices: true)
            : new ProblemResult(news.Error);
    }

    private static async Task<IResult> MarkSeenAsync(Guid id, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var chat = new ChatId(id);
        return StateChangeResult.ToHttpResult(context, await mediator.Send(new MarkSeenCommand(chat), cancellationToken), Urls.Chat(chat));
    }

    private static async Task<IResult> StopAsync(Guid id, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var chat = new ChatId(id);
        MessageId? message = null;
        if (await context.Request.FormFieldAsync("message", cancellationToken) is { Length: > 0 } one)
        {
            if (!Guid.TryParse(one, out var answer)) return new ProblemResult(NoSuchMessage);
            message = new MessageId(answer);
        }

        return StateChangeResult.ToHttpResult(
            context,
            await mediator.Send(new StopAnswerCommand(chat, message), cancellationToken),
            Urls.Chat(chat)
        );
    }

    private static async Task<IResult> RenameAsync(Guid id, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var chat = new ChatId(id);
        var title = await context.Request.FormFieldAsync("chat_name", cancellationToken);
        return StateChangeResult.ToHttpResult(
            context,
            await mediator.Send(new RenameChatCommand(chat, title), cancellationToken),
            Urls.Chat(chat)
        );
    }

    private static async Task<IResult> ChooseModelAsync(
        Guid id,
        HttpContext context,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var chat = new ChatId(id);
        var model = await context.Request.FormFieldAsync("model", cancellationToken);
        return StateChangeResult.ToHttpResult(
            context,
            await mediator.Send(new ChooseModelCommand(chat, model), cancellationToken),
            Urls.Chat(chat)
        );
    }

    private static async Task<IResult> ChooseThinkingAsync(
        Guid id,
        HttpContext context,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var chat = new ChatId(id);
        var mode = await context.Request.FormFieldAsync("mode", cancellationToken);
        return StateChangeResult.ToHttpResult(
            context,
            await mediator.Send(new ChooseThinkingCommand(chat, mode), cancellationToken),
            Urls.Chat(chat)
        );
    }

    private static async Task<IResult> SetContextLengthAsync(
        Guid id,
        HttpContext context,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var chat = new ChatId(id);
        var field = await context.Request.FormFieldAsync("tokens", cancellationToken);
        var tokens = int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (int?)null;
        return StateChangeResult.ToHttpResult(
            context,
            await mediator.Send(new SetContextLengthCommand(chat, tokens), cancellationToken),
            Urls.Chat(chat)
        );
    }

    private static async Task<IResult> SummarizeAsync(Guid id, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var words = context.ErrorText();
        var command = new SummarizeChatCommand(
            new ChatId(id), words.Of(Reason.Of("summary.question")), words.Of(Reason.Of("summary.title-suffix")));
        var started = await mediator.Send(command, cancellationToken);
        if (!started.IsSuccess) return new ProblemResult(started.Error);
        var url = context.Resolve(Urls.Chat(started.Value));
        return context.WantsPage()
            ? TypedResults.LocalRedirect(url)
            : TypedResults.Created(url, new NewChatResponse(started.Value.Value, url));
    }

    private static async Task<IResult> ClearAsync(Guid id, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var chat = new ChatId(id);
        return StateChangeResult.ToHttpResult(context, await mediator.Send(new ClearChatCommand(chat), cancellationToken), Urls.Chat(chat));
    }

    private static async Task<IResult> DeleteAsync(Guid id, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        StateChangeResult.ToHttpResult(
            context,
            await mediator.Send(new DeleteChatCommand(new ChatId(id)), cancellationToken),
            "~/chat/new"
        );
}
