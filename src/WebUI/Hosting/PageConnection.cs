using ChatAi.Application.Common;
using Microsoft.AspNetCore.Mvc.Controllers;

namespace ChatAi.WebUI.Hosting;

internal static class PageConnection
{
    /// <summary>A page runs several statements and ends soon, so it keeps its connection to the database. Streams do not.</summary>
    public static IApplicationBuilder UsePageConnection(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<ControllerActionDescriptor>() is not null)
            context.RequestServices.GetRequiredService<IStoreConnection>().Keep();
        return next(context);
    });
}
