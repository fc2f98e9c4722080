using ChatAi.WebUI.Accounts;
using ChatAi.WebUI.Security;
using Microsoft.AspNetCore.Mvc;

namespace ChatAi.WebUI.Import;

[Needs(Right.Member)]
public sealed class ImportController : Controller
{
    public const string Path = ProfileController.Path + "/import";

    [HttpGet(Path)]
    public IActionResult Show() => View();
}
