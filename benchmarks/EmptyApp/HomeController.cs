using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace EmptyApp;

public sealed class HomeController(EmptyContext db) : Controller
{
    [HttpGet("/login")]
    public async Task<IActionResult> Index(CancellationToken cancellationToken) => View(await db.Notes.CountAsync(cancellationToken));
}
