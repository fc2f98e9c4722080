using System.Runtime.CompilerServices;
using ChatAi.Application.Chats;
using ChatAi.WebUI.Display;
using ChatAi.WebUI.Streams;

namespace ChatAi.WebUI.Chats;

/// <summary>The wire format of chat events: <c>chats</c> first and after a reset, <c>chat</c> for an existing chat, <c>gone</c> for a
/// deleted one. The id is the position; only the last event of a batch has one.</summary>
internal static class ChatFeedEvents
{
    public static async IAsyncEnumerable<ServerEvent> Of(
        IAsyncEnumerable<ChatNews> feed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isFirst = true;
        await foreach (var news in feed.WithCancellation(cancellationToken))
        {
            var events = Events(news, isFirst);
            isFirst = false;
            foreach (var (index, item) in events.Index())
                yield return index == events.Count - 1 ? item with { Id = StreamPosition.Of(news.Position) } : item;
        }
    }

    private static List<ServerEvent> Events(ChatNews news, bool isFirst)
    {
        var events = new List<ServerEvent>(news.Chats.Count + news.Gone.Count + 1);
        if (news.IsWhole || isFirst)
            events.Add(new ServerEvent("chats", new ChatsMessage(news.IsWhole ? news.Chats.Select(c => c.Id.Value) : null)));
        events.AddRange(news.Chats.Select(chat => new ServerEvent("chat", chat.To<ChatMessage>())));
        events.AddRange(news.Gone.Select(id => new ServerEvent("gone", new GoneMessage(id.Value))));
        return events;
    }
}
