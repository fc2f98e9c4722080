using ChatAi.Application.Accounts;
using ChatAi.Application.Common;
using ChatAi.WebUI.Sessions;
using MediatR;

namespace ChatAi.WebUI.Limits;

/// <summary>For answers that may take as long as their reader likes: files that are written as they are read from the store.</summary>
internal static class LongAnswers
{
    /// <summary>Cuts the answer off when the session of who asked ends, and counts it with their event streams while it lasts.</summary>
    public static async Task<Result> BindToSessionAsync(this HttpContext context, IMediator mediator)
    {
        var watched = await mediator.Send(new WatchSessionQuery(), context.RequestAborted);
        if (!watched.IsSuccess) return watched.Error;
        context.Response.RegisterForDispose(watched.Value);

        var place = context.RequestServices.GetRequiredService<OpenStreams>().Open(context.User.UserId()!.Value);
        if (!place.IsSuccess) return place.Error;
        context.Response.RegisterForDispose(place.Value);
        context.Response.RegisterForDispose(watched.Value.Ended.Register(context.Abort));
        return Result.Success;
    }
}
