using ChatAi.Application.Answers;
using ChatAi.Application.Chats;
using ChatAi.Domain.Chats;
using ChatAi.WebUI.Http;
using ChatAi.WebUI.Security;
using MediatR;

namespace ChatAi.WebUI.Chats;

internal static class MessageEndpoints
{
    public static void MapMessageEndpoints(this IEndpointRouteBuilder app)
    {
        var message = app.MapGroup("/chat/{id:guid}/message/{message:guid}").Needs(Right.Own);
        message.MapGet("", ReadAsync);
        message.MapPost("/regenerate", RegenerateAsync);
        message.MapPost("/edit", EditAsync).WithMetadata(new BodyLimit.ForMessageAttribute());
        message.MapPost("/continue", ContinueAsync);
        message.MapPost("/select", SelectAsync);
        message.MapPost("/delete", DeleteAsync);
        message.MapPost("/restore", RestoreAsync);
    }

    private static Task<IResult> ReadAsync(Guid id, Guid message, IMediator mediator, CancellationToken cancellationToken) =>
        AnswerResult.OnceCompleteAsync(new ChatId(id), new MessageId(message), mediator, cancellationToken);

    private static async Task<IResult> RegenerateAsync(
        Guid id, Guid message, HttpContext context, IMediator mediator, CancellationToken cancellationToken,
        bool wait = false, bool truncate = false)
    {
        var chat = new ChatId(id);
        var model = await context.Request.FormFieldAsync("model", cancellationToken);
        var sent = await mediator.Send(new RegenerateAnswerCommand(chat, new MessageId(message), model, truncate), cancellationToken);
        return await AnswerResult.OfSentAsync(context, chat, sent, wait, mediator, cancellationToken);
    }

    private static async Task<IResult> EditAsync(
        Guid id, Guid message, HttpContext context, IMediator mediator, CancellationToken cancellationToken, bool wait = false)
    {
        var body = await JsonBody.ReadAsync<EditMessageRequest>(context.Request, """{"message":"Hello"}""", cancellationToken);
        if (!body.IsSuccess) return new ProblemResult(body.Error);

        var chat = new ChatId(id);
        var (text, model) = body.Value;
        var sent = await mediator.Send(new EditMessageCommand(chat, new MessageId(message), text ?? "", model), cancellationToken);
        return await AnswerResult.OfSentAsync(context, chat, sent, wait, mediator, cancellationToken);
    }

    private static async Task<IResult> ContinueAsync(
        Guid id, Guid message, HttpContext context, IMediator mediator, CancellationToken cancellationToken, bool wait = false)
    {
        var chat = new ChatId(id);
        var sent = await mediator.Send(new ContinueAnswerCommand(chat, new MessageId(message)), cancellationToken);
        return await AnswerResult.OfSentAsync(context, chat, sent, wait, mediator, cancellationToken);
    }

    private static async Task<IResult> SelectAsync(
        Guid id, Guid message, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var chat = new ChatId(id);
        var selected = await mediator.Send(new SelectMessageCommand(chat, new MessageId(message)), cancellationToken);
        return StateChangeResult.ToHttpResult(context, selected, $"{Urls.Chat(chat)}#m-{message}");
    }

    private static async Task<IResult> DeleteAsync(
        Guid id, Guid message, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var chat = new ChatId(id);
        var deleted = await mediator.Send(new DeleteMessageCommand(chat, new MessageId(message)), cancellationToken);
        if (!deleted.IsSuccess) return new ProblemResult(deleted.Error);
        return context.WantsPage()
            ? TypedResults.LocalRedirect(Urls.Chat(chat))
            : TypedResults.Ok(new DeletedResponse(message, deleted.Value.Leaf?.Value, Message.UndoTime.TotalSeconds));
    }

    private static async Task<IResult> RestoreAsync(
        Guid id, Guid message, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var chat = new ChatId(id);
        var leaf = Guid.TryParse(await context.Request.FormFieldAsync("leaf", cancellationToken), out var shown)
            ? new MessageId(shown)
            : (MessageId?)null;
        return StateChangeResult.ToHttpResult(
            context,
            await mediator.Send(new RestoreMessageCommand(chat, new MessageId(message), leaf), cancellationToken),
            Urls.Chat(chat)
        );
    }
}
