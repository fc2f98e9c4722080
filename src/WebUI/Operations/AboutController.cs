using ChatAi.WebUI.Security;
using Microsoft.AspNetCore.Mvc;

namespace ChatAi.WebUI.Operations;

[Needs(Right.Member)]
public sealed class AboutController : Controller
{
    public const string Path = "/about";

    private static readonly string Notices = System.IO.Path.Combine(AppContext.BaseDirectory, "THIRD-PARTY-NOTICES.md");

    [HttpGet(Path)]
    public IActionResult Show() => View();

    [HttpGet(Path + "/notices")]
    public IActionResult ShowNotices() => PhysicalFile(Notices, "text/plain; charset=utf-8");
}
