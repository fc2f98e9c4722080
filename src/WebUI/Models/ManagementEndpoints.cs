using System.Globalization;
using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Common;
using ChatAi.Domain.Models;
using ChatAi.WebUI.Display;
using ChatAi.WebUI.Http;
using ChatAi.WebUI.Security;
using MediatR;

namespace ChatAi.WebUI.Models;

internal static class ManagementEndpoints
{
    public static void MapManagementEndpoints(this IEndpointRouteBuilder app)
    {
        var all = app.MapGroup("").Needs(Right.Member);
        all.MapPost("/model/request/{**name}", AskAsync);
        all.MapGet("/model/requests", ListRequestsAsync);

        var root = app.MapGroup("").Needs(Right.Root);
        root.MapPost("/model/copy/{**name}", async (string? name, HttpContext context, IMediator mediator, CancellationToken token) =>
            StateChangeResult.ToHttpResult(
                context,
                await mediator.Send(new CopyModelCommand(Urls.ModelName(name), await FieldAsync(context, "to")), token),
                "~/dashboard"
            )
        );
        root.MapPost("/model/load/{**name}", (string? name, HttpContext context, IMediator mediator, CancellationToken token) =>
            SendAsync(context, mediator, new LoadModelCommand(Urls.ModelName(name)), token));
        root.MapPost("/model/unload/{**name}", (string? name, HttpContext context, IMediator mediator, CancellationToken token) =>
            SendAsync(context, mediator, new UnloadModelCommand(Urls.ModelName(name)), token));
        root.MapPost("/model/hide/{**name}", (string? name, HttpContext context, IMediator mediator, CancellationToken token) =>
            SendAsync(context, mediator, new ShowModelToMembersCommand(Urls.ModelName(name), IsVisible: false), token));
        root.MapPost("/model/show/{**name}", (string? name, HttpContext context, IMediator mediator, CancellationToken token) =>
            SendAsync(context, mediator, new ShowModelToMembersCommand(Urls.ModelName(name), IsVisible: true), token));
        root.MapPost("/model/default/{**name}", (string? name, HttpContext context, IMediator mediator, CancellationToken token) =>
            SendAsync(context, mediator, new SetDefaultModelCommand(Urls.ModelName(name)), token));
        root.MapPost("/model/create", CreateAsync);
        root.MapPost("/models/update", UpdateAsync);
        root.MapPost("/models/update/cancel", (HttpContext context, IMediator mediator, CancellationToken token) =>
            SendAsync(context, mediator, new CancelUpdatesCommand(), token));
        root.MapPost("/models/policy", SavePolicyAsync);
        root.MapPost("/model/requests/{id:guid}/approve", (Guid id, HttpContext context, IMediator mediator, CancellationToken token) =>
            DecideAsync(id, true, context, mediator, token));
        root.MapPost("/model/requests/{id:guid}/decline", (Guid id, HttpContext context, IMediator mediator, CancellationToken token) =>
            DecideAsync(id, false, context, mediator, token));
    }

    private static async Task<IResult> SendAsync(
        HttpContext context,
        IMediator mediator,
        IRequest<Result> command,
        CancellationToken cancellationToken
    ) => StateChangeResult.ToHttpResult(context, await mediator.Send(command, cancellationToken), await NextAsync(context));

    // The model's own page returns to itself.
    private static async Task<string> NextAsync(HttpContext context) =>
        await FieldAsync(context, "back") == "details" && context.Request.RouteValues["name"] is string name
            ? Urls.ModelDetails(Urls.ModelName(name))
            : "~/dashboard";

    private static async Task<IResult> CreateAsync(HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var wrong = new Dictionary<string, Reason[]>();
        var command = new CreateModelCommand(
            (await FieldAsync(context, "name")).Trim(),
            await FieldAsync(context, "from"),
            await FieldAsync(context, "system_prompt"),
            await NumberAsync(context, "temperature", Reason.Of("options.temperature"), wrong),
            await NumberAsync(context, "top_p", Reason.Of("options.top-p"), wrong),
            (int?)await NumberAsync(context, "num_ctx", Reason.Of("options.context-length-number"), wrong),
            (int?)await NumberAsync(context, "num_predict", Reason.Of("options.max-tokens-number"), wrong));
        if (wrong.Count > 0) return new ProblemResult(AppError.OfFields("model.number", wrong));

        var created = await mediator.Send(command, cancellationToken);
        return StateChangeResult.ToHttpResult(
            context,
            created,
            created.IsSuccess ? Urls.ModelDetails(ModelName.Parse(command.Name).ToString()) : "~/dashboard"
        );
    }

    private static async Task<IResult> UpdateAsync(HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var started = await mediator.Send(new UpdateModelsCommand(), cancellationToken);
        if (!started.IsSuccess)
            return new ProblemResult(started.Error);
        return context.WantsPage()
            ? TypedResults.LocalRedirect("~/dashboard")
            : TypedResults.Accepted((string?)null, new UpdatesResponse(started.Value));
    }

    private static async Task<IResult> SavePolicyAsync(HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var wrong = new Dictionary<string, Reason[]>();
        var memory = await NumberAsync(context, "memory", Reason.Of("policy.memory"), wrong);
        if (wrong.Count > 0) return new ProblemResult(AppError.OfFields("policy.number", wrong));
        var mayPull = await FieldAsync(context, "members_may_pull") is "on" or "true";
        return StateChangeResult.ToHttpResult(
            context,
            await mediator.Send(new SavePolicyCommand(mayPull, memory), cancellationToken),
            await ModelEndpoints.NextAsync(context, "~/settings?saved=true#policy")
        );
    }

    private static async Task<IResult> AskAsync(string? name, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var model = PastedModelName.Of(string.IsNullOrEmpty(name) ? await FieldAsync(context, "name") : Urls.ModelName(name));
        var asked = await mediator.Send(new RequestModelCommand(model, await FieldAsync(context, "reason")), cancellationToken);
        return StateChangeResult.ToHttpResult(context, asked, "~/dashboard#requests");
    }

    private static async Task<IResult> ListRequestsAsync(IMediator mediator, CancellationToken cancellationToken)
    {
        var requests = await mediator.Send(new ListRequestsQuery(), cancellationToken);
        return requests.IsSuccess ? TypedResults.Ok(requests.Value.Select(r => r.To<RequestMessage>())) : new ProblemResult(requests.Error);
    }

    private static async Task<IResult> DecideAsync(
        Guid id,
        bool isApproved,
        HttpContext context,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var decided = await mediator.Send(
            new DecideRequestCommand(new ModelRequestId(id), isApproved, await FieldAsync(context, "answer")),
            cancellationToken
        );
        return StateChangeResult.ToHttpResult(context, decided, "~/dashboard#requests");
    }

    private static Task<string> FieldAsync(HttpContext context, string name) =>
        context.Request.FormFieldAsync(name, context.RequestAborted);

    // Some locales use a decimal comma.
    private static async Task<double?> NumberAsync(HttpContext context, string field, Reason reason, Dictionary<string, Reason[]> wrong)
    {
        var text = await FieldAsync(context, field);
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (double.TryParse(text.Trim().Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number) && Math.Abs(number) < int.MaxValue) return number;
        wrong[field] = [reason];
        return null;
    }
}
