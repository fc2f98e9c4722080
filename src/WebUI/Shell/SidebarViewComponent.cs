using ChatAi.Application.Shell;
using ChatAi.Domain.Accounts;
using ChatAi.WebUI.Display;
using ChatAi.WebUI.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace ChatAi.WebUI.Shell;

public sealed class SidebarViewComponent(ShellLoader shell, TimeProvider time) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync()
    {
        var view = await shell.LoadAsync(Request.Path, HttpContext.RequestAborted);
        var session = HttpContext.SessionUser();
        return View(
            new SidebarViewModel(
                session?.Name ?? "",
                session?.Role == UserRole.Root,
                Request.Path,
                ChatDay.Group(view.Chats, time.GetUtcNow().ToOffset(Request.UtcOffset())),
                view.HasMoreChats,
                view.ChatsAt,
                view.Downloads,
                view.WaitingUsers,
                view.WaitingRequests
            )
        );
    }
}

public sealed record SidebarViewModel(
    string UserName,
    bool IsRoot,
    string Path,
    IReadOnlyList<ChatDay> Days,
    bool HasMoreChats,
    long ChatsAt,
    OpenDownloads Downloads,
    int WaitingUsers,
    int WaitingRequests
);
