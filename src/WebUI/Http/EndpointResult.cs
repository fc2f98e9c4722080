using Microsoft.AspNetCore.Mvc;

namespace ChatAi.WebUI.Http;

/// <summary>Lets an MVC action return an endpoint result.</summary>
internal sealed class EndpointResult(IResult result) : IActionResult
{
    public Task ExecuteResultAsync(ActionContext context) => result.ExecuteAsync(context.HttpContext);
}
