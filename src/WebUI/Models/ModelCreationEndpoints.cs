using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Common;
using ChatAi.Domain.Models;
using ChatAi.WebUI.Http;
using ChatAi.WebUI.Security;
using MediatR;

namespace ChatAi.WebUI.Models;

internal static class ModelCreationEndpoints
{
    public static void MapModelCreationEndpoints(this IEndpointRouteBuilder app)
    {
        var root = app.MapGroup("").Needs(Right.Root);
        root.MapPost("/model/copy/{**name}", CopyAsync);
        root.MapPost("/model/create", CreateAsync);
    }

    private static async Task<IResult> CopyAsync(
        string? name, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var to = await context.Request.FormFieldAsync("to", cancellationToken);
        var copied = await mediator.Send(new CopyModelCommand(Urls.ModelName(name), to), cancellationToken);
        return StateChangeResult.ToHttpResult(context, copied, "~/dashboard");
    }

    private static async Task<IResult> CreateAsync(HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var name = await context.Request.FormFieldAsync("name", cancellationToken);
        var numbers = new NumberFields(context);
        var command = new CreateModelCommand(
            name.Trim(),
            await context.Request.FormFieldAsync("from", cancellationToken),
            await context.Request.FormFieldAsync("system_prompt", cancellationToken),
            await numbers.ReadAsync("temperature", Reason.Of("options.temperature")),
            await numbers.ReadAsync("top_p", Reason.Of("options.top-p")),
            (int?)await numbers.ReadAsync("num_ctx", Reason.Of("options.context-length-number")),
            (int?)await numbers.ReadAsync("num_predict", Reason.Of("options.max-tokens-number")));
        if (numbers.Wrong.Count > 0) return new ProblemResult(AppError.OfFields("model.number", numbers.Wrong));

        var created = await mediator.Send(command, cancellationToken);
        var next = created.IsSuccess ? Urls.ModelDetails(ModelName.Parse(command.Name).ToString()) : "~/dashboard";
        return StateChangeResult.ToHttpResult(context, created, next);
    }
}
