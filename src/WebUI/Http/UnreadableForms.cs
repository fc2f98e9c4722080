using Microsoft.AspNetCore.Mvc.Filters;

namespace ChatAi.WebUI.Http;

/// <summary>
/// Refuses a form that cannot be read: too many fields, too long a name, no form at all. MVC notes that, binds nothing, and calls the
/// action with null where it expects a form.
/// </summary>
internal sealed class UnreadableForms : IActionFilter
{
    public void OnActionExecuting(ActionExecutingContext context)
    {
        // What is wrong with one value stands under its name.
        if (context.ModelState.TryGetValue("", out var whole) && whole.Errors.Count > 0)
            throw new BadHttpRequestException(whole.Errors[0].ErrorMessage);
    }

    public void OnActionExecuted(ActionExecutedContext context)
    {
        // Nothing is left to do.
    }
}
