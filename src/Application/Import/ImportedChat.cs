using ChatAi.Domain.Chats;
using ChatAi.Domain.Common;

namespace ChatAi.Application.Import;

/// <summary>Who wrote a file of chats.</summary>
public enum ChatFormat
{
    ChatAi,
    ChatGpt,
    OpenWebUi,
    LibreChat,
    Claude,
}

/// <summary>A chat of a file.</summary>
/// <param name="Key">Its id in the file.</param>
/// <param name="LeafKey">The last message of the shown path; null for the newest message, or for none in the portal's own format.</param>
public sealed record ImportedChat(
    ChatFormat Format, string Key, RestoredChat Head, DateTimeOffset UpdatedAt, string? LeafKey, IReadOnlyList<ImportedMessage> Messages)
{
    /// <summary>What of it could not be read.</summary>
    public IReadOnlyList<Reason> Problems { get; init; } = [];

    /// <summary>Whether its ids are of a portal, so that they stay if nobody has them here.</summary>
    public bool KeepsIds => Format == ChatFormat.ChatAi;
}

/// <param name="Key">Its id in the file.</param>
/// <param name="ParentKey">The message that it follows. One that is not in the file does not count.</param>
/// <param name="Content">Null: nothing to show. What follows it then follows its parent.</param>
public sealed record ImportedMessage(string Key, string? ParentKey, RestoredMessage? Content)
{
    /// <summary>Of a message without content: what the model thought before the answer that follows.</summary>
    public string? Reasoning { get; init; }
}

/// <summary>A chat of a file, or why a part of the file could not be read.</summary>
public sealed record ImportItem(ImportedChat? Chat, Reason? Problem)
{
    public static implicit operator ImportItem(ImportedChat chat) => new(chat, null);

    public static implicit operator ImportItem(Reason problem) => new(null, problem);
}
