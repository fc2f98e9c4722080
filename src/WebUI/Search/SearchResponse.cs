using ChatAi.Application.Search;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Common;
using ChatAi.Domain.Search;
using ChatAi.WebUI.Http;

namespace ChatAi.WebUI.Search;

/// <param name="Count">Of all hits; 1000 may be more.</param>
/// <param name="Next">For the parameter <c>before</c> of the next page; null if there is none.</param>
/// <param name="Indexing">While the first index is being built; older texts are not found yet.</param>
internal sealed record SearchResponse(
    IReadOnlyList<SearchHitResponse> Hits, bool More, int Count, long? Next, SearchProgress? Indexing)
{
    public static SearchResponse Of(SearchPage page, string text, HttpContext context) => new(
        [.. page.Hits.Select(hit => SearchHitResponse.Of(hit, context.Resolve(hit.Url(text))))],
        page.Next is not null,
        page.Count,
        page.Next,
        page.Progress);
}

/// <param name="MessageId">Null if the title was found.</param>
/// <param name="File">In which the words are; null if they are in the message or the title.</param>
internal sealed record SearchHitResponse(
    Guid ChatId, Guid? MessageId, string Title, DateTimeOffset At, MessageRole? Role, IReadOnlyList<SnippetPart> Snippet,
    FoundFileResponse? File, string Url)
{
    public static SearchHitResponse Of(SearchHit hit, string url) => new(
        hit.Chat.Value, hit.Message?.Value, hit.Title, hit.At, hit.Role, [.. hit.Snippet.Select(SnippetPart.Of)],
        hit.File is { } file ? new FoundFileResponse(file.Id.Value, file.Name, file.Label) : null, url);
}

/// <param name="Label">Such as <c>Page 3</c>.</param>
internal sealed record FoundFileResponse(Guid Id, string Name, Reason Label);

internal sealed record SnippetPart(string Text, bool Hit)
{
    public static SnippetPart Of(ExcerptPart part) => new(part.Text, part.IsHit);
}

internal static class SearchHitUrls
{
    /// <param name="text">The search.</param>
    public static string Url(this SearchHit hit, string text) =>
        hit.Message is { } message ? Urls.Hit(hit.Chat, message, text) : Urls.Chat(hit.Chat);
}
