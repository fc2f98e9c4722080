using ChatAi.Application.Common;

namespace ChatAi.WebUI.Http;

internal static class StateChangeResult
{
    /// <summary>204 for programs, a redirect to <paramref name="next"/> for browsers, or the error.</summary>
    public static IResult ToHttpResult(HttpContext context, Result result, string next)
    {
        if (!result.IsSuccess) return new ProblemResult(result.Error);
        return context.WantsPage() ? TypedResults.LocalRedirect(next) : TypedResults.NoContent();
    }
}
