using ChatAi.Application.Accounts;
using ChatAi.Application.Common;
using ChatAi.WebUI.Sessions;
using MediatR;

namespace ChatAi.WebUI.Limits;

/// <summary>Downloads that are written while the database is read, at the client's pace.</summary>
internal static class LongDownloads
{
    /// <summary>Ends the download with the user's session, and counts it as one of the user's event streams.</summary>
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
