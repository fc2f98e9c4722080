using Microsoft.AspNetCore.Mvc;

namespace ChatAi.WebUI.Shell;

/// <summary>Says that the answers are prepared texts, where that is so.</summary>
public sealed class DemoBannerViewComponent(ShellLoader shell) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync() =>
        (await shell.LoadAsync(HttpContext.RequestAborted)).AreAnswersCanned ? View() : Content("");
}
