using ChatAi.Application.Shell;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace ChatAi.WebUI.Shell;

public sealed class DemoBannerViewComponent(IMediator mediator) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync()
    {
        var state = await mediator.Send(new GetDemoStateQuery(), HttpContext.RequestAborted);
        return state is { IsSuccess: true, Value.AreAnswersCanned: true } ? View() : Content("");
    }
}
