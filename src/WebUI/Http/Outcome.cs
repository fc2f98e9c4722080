using ChatAi.Application.Common;

namespace ChatAi.WebUI.Http;

/// <summary>The answer to a state change that a form and a script may both send.</summary>
internal static class Outcome
{
    /// <summary>204 to a program, the page <paramref name="next"/> to a reader, else the refusal.</summary>
    public static IResult Of(HttpContext context, Result result, string next)
    {
        if (!result.IsSuccess) return new Refusal(result.Error);
        return context.WantsPage() ? TypedResults.LocalRedirect(next) : TypedResults.NoContent();
    }
}
