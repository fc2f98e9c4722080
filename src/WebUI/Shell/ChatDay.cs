using ChatAi.Application.Chats;

namespace ChatAi.WebUI.Shell;

/// <summary>Chats that were used last on the same day, as the reader counts days.</summary>
public sealed record ChatDay(string Name, IReadOnlyList<ChatRow> Chats)
{
    /// <param name="chats">In the order of the list.</param>
    /// <param name="now">In the reader's time zone.</param>
    public static IReadOnlyList<ChatDay> Group(IReadOnlyList<ChatRow> chats, DateTimeOffset now) =>
    [
        .. chats.GroupBy(c => c.IsPinned ? "Pinned" : NameOf(now.Date - c.UpdatedAt.ToOffset(now.Offset).Date))
            .Select(day => new ChatDay(day.Key, [.. day])),
    ];

    // js/chat-list.js has the same days.
    private static string NameOf(TimeSpan age) => age.Days switch
    {
        <= 0 => "Today",
        1 => "Yesterday",
        <= 7 => "Previous 7 days",
        _ => "Older",
    };
}

/// <param name="Path">The address of the page, whose chat is marked.</param>
public sealed record ChatDaysViewModel(IReadOnlyList<ChatDay> Days, string Path);
