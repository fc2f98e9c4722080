using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using ChatAi.Application.Chats;
using ChatAi.WebUI.Common;

namespace ChatAi.WebUI.Chats;

/// <summary>
/// What happens to a user's chats, as it goes over the wire: <c>chats</c> first and whenever all are told anew, <c>chat</c> for
/// each that is there, <c>gone</c> for each that is not. The id is the position; the last event of a batch carries it.
/// </summary>
internal static class ChatFeedEvents
{
    public static async IAsyncEnumerable<SseItem<object>> Of(
        IAsyncEnumerable<ChatNews> feed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isFirst = true;
        await foreach (var news in feed.WithCancellation(cancellationToken))
        {
            var events = Events(news, isFirst);
            isFirst = false;
            foreach (var (index, item) in events.Index())
                yield return index == events.Count - 1 ? item with { EventId = Id(news.Position) } : item;
        }
    }

    public static long? ParseId(string? id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : null;

    private static string Id(long position) => position.ToString(CultureInfo.InvariantCulture);

    private static List<SseItem<object>> Events(ChatNews news, bool isFirst)
    {
        var events = new List<SseItem<object>>(news.Chats.Count + news.Gone.Count + 1);
        if (news.IsWhole || isFirst)
            events.Add(new SseItem<object>(new ChatsMessage(news.IsWhole ? news.Chats.Select(c => c.Id.Value) : null), "chats"));
        events.AddRange(news.Chats.Select(chat => new SseItem<object>(chat.To<ChatMessage>(), "chat")));
        events.AddRange(news.Gone.Select(id => new SseItem<object>(new GoneMessage(id.Value), "gone")));
        return events;
    }
}
