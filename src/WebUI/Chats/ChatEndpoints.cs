using ChatAi.Application.Answers;
using ChatAi.Application.Chats;
using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Common;
using ChatAi.WebUI.Errors;
using ChatAi.WebUI.Http;
using ChatAi.WebUI.Security;
using MediatR;

namespace ChatAi.WebUI.Chats;

internal static class ChatEndpoints
{
    private static readonly AppError NoSuchMessage = AppError.Invalid("form.message-id");

    public static void MapChatEndpoints(this IEndpointRouteBuilder app)
    {
        var chat = app.MapGroup("/chat/{id:guid}").Needs(Right.Own);
        chat.MapPost("/seen", MarkSeenAsync);
        chat.MapPost("/stop", StopAsync);
        chat.MapPost("/rename", RenameAsync);
        chat.MapPost("/summary", SummarizeAsync);
        chat.MapPost("/clear", ClearAsync);
        chat.MapPost("/delete", DeleteAsync);
    }

    private static async Task<IResult> MarkSeenAsync(Guid id, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var chat = new ChatId(id);
        var marked = await mediator.Send(new MarkSeenCommand(chat), cancellationToken);
        return StateChangeResult.ToHttpResult(context, marked, Urls.Chat(chat));
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

        var stopped = await mediator.Send(new StopAnswerCommand(chat, message), cancellationToken);
        return StateChangeResult.ToHttpResult(context, stopped, Urls.Chat(chat));
    }

    private static async Task<IResult> RenameAsync(Guid id, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var chat = new ChatId(id);
        var title = await context.Request.FormFieldAsync("chat_name", cancellationToken);
        var renamed = await mediator.Send(new RenameChatCommand(chat, title), cancellationToken);
        return StateChangeResult.ToHttpResult(context, renamed, Urls.Chat(chat));
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
        var cleared = await mediator.Send(new ClearChatCommand(chat), cancellationToken);
        return StateChangeResult.ToHttpResult(context, cleared, Urls.Chat(chat));
    }

    private static async Task<IResult> DeleteAsync(Guid id, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var deleted = await mediator.Send(new DeleteChatCommand(new ChatId(id)), cancellationToken);
        return StateChangeResult.ToHttpResult(context, deleted, Urls.Home);
    }
}
