using System.Text.Json;
using ChatAi.IntegrationTests.Common;
using Xunit;

namespace ChatAi.IntegrationTests.Chats;

/// <summary>Reads what happens to somebody's chats, as their list does.</summary>
internal sealed class FeedReader : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly IAsyncEnumerator<StreamEvent> _events;

    private FeedReader(Visitor reader, string? position) =>
        _events = reader.EventsAsync("/chats/events", position, _end.Token).GetAsyncEnumerator();

    /// <summary>All that came.</summary>
    public List<StreamEvent> Seen { get; } = [];

    /// <summary>Where to go on after a break.</summary>
    public string? Position => Seen.FindLast(e => e.Id is not null)?.Id;

    public static async Task<FeedReader> OpenAsync(Visitor reader, string? position = null)
    {
        var feed = new FeedReader(reader, position);
        await feed.UntilAsync("chats");
        return feed;
    }

    public async Task<JsonElement> UntilAsync(string type, Func<JsonElement, bool>? isIt = null)
    {
        _end.CancelAfter(Patience);
        while (await _events.MoveNextAsync())
        {
            Seen.Add(_events.Current);
            if (_events.Current.Type == type && isIt?.Invoke(_events.Current.Data) is not false) return _events.Current.Data;
        }

        throw new InvalidOperationException($"The stream ended without such a “{type}”. There were: {string.Join(", ", Seen)}");
    }

    public Task<JsonElement> UntilChatAsync(string id, Func<JsonElement, bool>? isIt = null) =>
        UntilAsync("chat", chat => IsOf(chat, id) && isIt?.Invoke(chat) is not false);

    /// <returns>The chats of a whole list; none where it is not one.</returns>
    public static List<string?> Ids(JsonElement data) => data.GetProperty("ids") is { ValueKind: JsonValueKind.Array } ids
        ? [.. ids.EnumerateArray().Select(id => id.GetString())]
        : [];

    public static bool IsOf(JsonElement data, string id) => data.GetProperty("id").GetString() == id;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _events.DisposeAsync();
        _end.Dispose();
    }
}
