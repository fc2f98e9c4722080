using ChatAi.Application.Chats;
using ChatAi.Application.Shell;
using ChatAi.Domain.Accounts;
using ChatAi.WebUI.Common;
using Microsoft.AspNetCore.Mvc;

namespace ChatAi.WebUI.Shell;

/// <summary>The column with the pages, the user's chats and the user's menu.</summary>
public sealed class SidebarViewComponent(ShellLoader shell, TimeProvider time) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync()
    {
        var view = await shell.LoadAsync(HttpContext.RequestAborted);
        var session = HttpContext.SessionUser();
        return View(new SidebarViewModel(
            session?.Name ?? "", session?.Role == UserRole.Root, Request.Path, Days(view.Chats), view.ChatsAt, view.Downloads, view.WaitingUsers,
            view.WaitingRequests));
    }

    private List<ChatDay> Days(IReadOnlyList<ChatRow> chats)
    {
        var offset = Request.UtcOffset();
        var today = time.GetUtcNow().ToOffset(offset).Date;
        return chats
            .GroupBy(c => c.IsPinned ? "Pinned" : DayOf(today - c.UpdatedAt.ToOffset(offset).Date))
            .Select(day => new ChatDay(day.Key, [.. day]))
            .ToList();
    }

    // js/chat-list.js has the same days.
    private static string DayOf(TimeSpan age) => age.Days switch
    {
        <= 0 => "Today",
        1 => "Yesterday",
        <= 7 => "Previous 7 days",
        _ => "Older",
    };
}

public sealed record SidebarViewModel(
    string UserName, bool IsRoot, string Path, IReadOnlyList<ChatDay> Days, long ChatsAt, OpenDownloads Downloads, int WaitingUsers, int WaitingRequests)
{
    /// <summary>js/models/downloads.js says the same for what changes.</summary>
    public string DownloadsText => Downloads is { Percent: { } percent } ? $"{percent} %" : $"{Downloads.Count} downloads";
}

public sealed record ChatDay(string Name, IReadOnlyList<ChatRow> Chats);
