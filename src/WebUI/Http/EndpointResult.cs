using Microsoft.AspNetCore.Mvc;

namespace ChatAi.WebUI.Http;

/// <summary>Lets an action answer as an endpoint does.</summary>
internal sealed class EndpointResult(IResult result) : IActionResult
{
    public Task ExecuteResultAsync(ActionContext context) => result.ExecuteAsync(context.HttpContext);
}
