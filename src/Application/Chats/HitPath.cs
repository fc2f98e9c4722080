using ChatAi.Domain.Chats;

namespace ChatAi.Application.Chats;

/// <summary>Where a message is that a search has found.</summary>
public enum HitPlace
{
    /// <summary>Nothing was sought, or it is gone.</summary>
    None,

    Shown,

    /// <summary>Shown, without the end of the chat.</summary>
    Earlier,

    /// <summary>On another branch, which can be selected.</summary>
    Elsewhere,
}

/// <summary>The part of the shown path around a message.</summary>
internal sealed record HitPath(IReadOnlyList<Message> Messages, HitPlace Place)
{
    // Above the message, for its context.
    private const int Above = 4;

    // To the end of the chat, before only a part of it is shown.
    private const int MaxBelow = 100;

    public static async Task<HitPath> LoadAsync(
        IChatPaths paths, ChatId chat, MessageId? leaf, MessageId hit, CancellationToken cancellationToken)
    {
        List<Message> path = [];
        var index = -1;
        var isWhole = leaf is null;
        for (var take = GetChatHandler.PageSize; index < 0 && !isWhole; take *= 4)
        {
            path = [.. await paths.PathToAsync(chat, leaf!.Value, take, cancellationToken)];
            index = path.FindIndex(message => message.Id == hit);
            isWhole = path.Count < take;
        }

        if (index < 0) return new HitPath([.. path.TakeLast(GetChatHandler.PageSize)], HitPlace.Elsewhere);
        var start = Math.Max(0, index - Above);
        if (path.Count - index > MaxBelow) return new HitPath(path.GetRange(start, GetChatHandler.PageSize), HitPlace.Earlier);
        start = Math.Max(0, Math.Min(start, path.Count - GetChatHandler.PageSize));
        return new HitPath(path[start..], HitPlace.Shown);
    }
}
