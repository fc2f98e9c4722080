using ChatAi.Domain.Chats;

namespace ChatAi.WebUI.Http;

/// <summary>
/// Addresses that hold something which needs escaping, or that several places name. The <c>~</c> stands for Network__PathBase: views
/// resolve it by <c>Url.Content</c>, redirects by themselves, and everything else by <see cref="Resolve"/>.
/// </summary>
internal static class Urls
{
    /// <param name="link">Such as <c>~/chat/new</c>.</param>
    public static string Resolve(this HttpContext context, string link) => context.Request.PathBase + link[1..];

    public static string Chat(ChatId id) => $"~/chat/{id}";

    /// <returns>The chat that an address shows; null where it shows none.</returns>
    public static ChatId? ChatOf(PathString path) =>
        path.StartsWithSegments("/chat", out var rest) && Guid.TryParse(rest.Value.AsSpan().TrimStart('/'), out var id)
            ? new ChatId(id)
            : null;

    public static string NewChat(string model) => $"~/chat/new?model={Uri.EscapeDataString(model)}";

    public static string ModelDetails(string name) => $"~/model/details/{Path(name)}";

    public static string DeleteModel(string name) => $"~/model/delete/{Path(name)}";

    /// <param name="act">What is done with the model: <c>load</c>, <c>hide</c>, …</param>
    public static string OfModel(string act, string name) => $"~/model/{act}/{Path(name)}";

    public static string DownloadModel(string name) => $"~/model/download/{Path(name)}";

    /// <summary>A model's name from a path, where a slash may have come escaped.</summary>
    public static string ModelName(string? path) => (path ?? "").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    // Slashes and colons may stand in a path as they are.
    private static string Path(string name) =>
        Uri.EscapeDataString(name).Replace("%2F", "/", StringComparison.Ordinal).Replace("%3A", ":", StringComparison.Ordinal);
}
