using ChatAi.Application.Common;

namespace ChatAi.WebUI.Http;

/// <summary>The answer to a state change that a form and a script may both send.</summary>
internal static class StateChangeResult
{
    /// <summary>204 to a program, the page <paramref name="next"/> to a reader, else the refusal.</summary>
    public static IResult ToHttpResult(HttpContext context, Result result, string next)
    {
        if (!result.IsSuccess) return new ProblemResult(result.Error);
        return context.WantsPage() ? TypedResults.LocalRedirect(next) : TypedResults.NoContent();
    }
}
