using ChatAi.Application.Chats;

namespace ChatAi.WebUI.Shell;

public sealed record ChatDay(string Name, IReadOnlyList<ChatRow> Chats)
{
    /// <param name="chats">Sorted as in the list.</param>
    /// <param name="now">In the user's time zone.</param>
    public static IReadOnlyList<ChatDay> Group(IReadOnlyList<ChatRow> chats, DateTimeOffset now) =>
    [
        .. chats.GroupBy(c => c.IsPinned ? "Pinned" : NameOf(now.Date - c.UpdatedAt.ToOffset(now.Offset).Date))
            .Select(day => new ChatDay(day.Key, [.. day])),
    ];

    // js/chat-sections.js has the same days.
    private static string NameOf(TimeSpan age) => age.Days switch
    {
        <= 0 => "Today",
        1 => "Yesterday",
        <= 7 => "Previous 7 days",
        _ => "Older",
    };
}

/// <param name="Path">The page's path, whose chat is highlighted.</param>
public sealed record ChatDaysViewModel(IReadOnlyList<ChatDay> Days, string Path);
