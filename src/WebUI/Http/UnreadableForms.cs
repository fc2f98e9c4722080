using Microsoft.AspNetCore.Mvc.Filters;

namespace ChatAi.WebUI.Http;

/// <summary>Rejects invalid forms, for example with too many fields. MVC would bind nothing and call the action with null.</summary>
internal sealed class UnreadableForms : IActionFilter
{
    public void OnActionExecuting(ActionExecutingContext context)
    {
        // Errors of single values have a key.
        if (context.ModelState.TryGetValue("", out var whole) && whole.Errors.Count > 0)
            throw new BadHttpRequestException(whole.Errors[0].ErrorMessage);
    }

    public void OnActionExecuted(ActionExecutedContext context)
    {
    }
}
