using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.Net.Http.Headers;

namespace ChatAi.WebUI.Http;

internal static class RequestKind
{
    private static readonly object Key = new();

    /// <summary>Whether the client wants HTML, according to its Accept header; without one, for a page or a form. The first result is
    /// kept, so that a re-executed request gets the same.</summary>
    public static bool WantsPage(this HttpContext context)
    {
        if (context.Items.TryGetValue(Key, out var known)) return (bool)known!;
        var wants = Decide(context);
        context.Items[Key] = wants;
        return wants;
    }

    private static bool Decide(HttpContext context)
    {
        var accepted = context.Request.GetTypedHeaders().Accept;
        if (accepted.Any(a => a.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase))) return true;
        if (accepted.Any(IsForPrograms)) return false;
        return context.Request.HasFormContentType
            || context.GetEndpoint() is not { } endpoint
            || (IsForReading(context.Request) && endpoint.Metadata.GetMetadata<ControllerActionDescriptor>() is not null);
    }

    private static bool IsForReading(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    private static bool IsForPrograms(MediaTypeHeaderValue type) =>
        type.MediaType.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase)
        || type.MediaType.EndsWith("json", StringComparison.OrdinalIgnoreCase);
}
