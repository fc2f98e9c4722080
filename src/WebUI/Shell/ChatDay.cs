using ChatAi.Application.Chats;
using Microsoft.Extensions.Localization;

namespace ChatAi.WebUI.Shell;

/// <param name="Name">In English, for scripts.</param>
public sealed record ChatDay(string Name, IReadOnlyList<ChatRow> Chats)
{
    public string Heading(IStringLocalizer<ShellTexts> texts) => Name switch
    {
        "Pinned" => texts["Pinned"],
        "Today" => texts["Today"],
        "Yesterday" => texts["Yesterday"],
        "Previous 7 days" => texts["Previous 7 days"],
        _ => texts["Older"],
    };

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
