using System.Globalization;
using ChatAi.Application.Chats;
using ChatAi.Domain.Chats;
using ChatAi.WebUI.Http;
using ChatAi.WebUI.Security;
using MediatR;

namespace ChatAi.WebUI.Chats;

internal static class ChatSettingEndpoints
{
    public static void MapChatSettingEndpoints(this IEndpointRouteBuilder app)
    {
        var chat = app.MapGroup("/chat/{id:guid}").Needs(Right.Own);
        chat.MapPost("/model", ChooseModelAsync);
        chat.MapPost("/thinking", ChooseThinkingAsync);
        chat.MapPost("/context", SetContextLengthAsync);
    }

    private static async Task<IResult> ChooseModelAsync(
        Guid id, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var chat = new ChatId(id);
        var model = await context.Request.FormFieldAsync("model", cancellationToken);
        var chosen = await mediator.Send(new ChooseModelCommand(chat, model), cancellationToken);
        return StateChangeResult.ToHttpResult(context, chosen, Urls.Chat(chat));
    }

    private static async Task<IResult> ChooseThinkingAsync(
        Guid id, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var chat = new ChatId(id);
        var mode = await context.Request.FormFieldAsync("mode", cancellationToken);
        var chosen = await mediator.Send(new ChooseThinkingCommand(chat, mode), cancellationToken);
        return StateChangeResult.ToHttpResult(context, chosen, Urls.Chat(chat));
    }

    private static async Task<IResult> SetContextLengthAsync(
        Guid id, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var chat = new ChatId(id);
        var field = await context.Request.FormFieldAsync("tokens", cancellationToken);
        var tokens = int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (int?)null;
        var changed = await mediator.Send(new SetContextLengthCommand(chat, tokens), cancellationToken);
        return StateChangeResult.ToHttpResult(context, changed, Urls.Chat(chat));
    }
}
