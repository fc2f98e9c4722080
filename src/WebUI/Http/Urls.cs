using ChatAi.Domain.Chats;
using ChatAi.Domain.Files;

namespace ChatAi.WebUI.Http;

/// <summary>Links that need escaping or are used in several places. <c>~</c> stands for Network__PathBase: views resolve it by
/// <c>Url.Content</c>, redirects by themselves, and other code by <see cref="Resolve"/>.</summary>
internal static class Urls
{
    /// <summary>Where people land: after sign-in, sign-up and an invitation.</summary>
    public const string Home = "~/chat/new";

    public static string Resolve(this HttpContext context, string link) => context.Request.PathBase + link[1..];

    public static string Chat(ChatId id) => $"~/chat/{id}";

    /// <param name="find">The search that has found the message.</param>
    public static string Hit(ChatId chat, MessageId message, string find) =>
        $"{Chat(chat)}?message={message}&find={Uri.EscapeDataString(find)}#m-{message}";

    /// <param name="before">Continues a list of hits.</param>
    public static string Search(string find, long? before = null) =>
        $"~/search?q={Uri.EscapeDataString(find)}{(before is null ? "" : FormattableString.Invariant($"&before={before}"))}";

    public static ChatId? ChatOf(PathString path) =>
        path.StartsWithSegments("/chat", out var rest) && Guid.TryParse(rest.Value.AsSpan().TrimStart('/'), out var id)
            ? new ChatId(id)
            : null;

    public static string File(FileId id) => $"~/files/{id}";

    public static string FileImage(FileId id) => $"{File(id)}/image";

    public static string FileView(FileId id) => $"{File(id)}/view";

    public static string FileEvents(FileId id) => $"{File(id)}/events";

    public static string NewChat(string model) => $"{Home}?model={Uri.EscapeDataString(model)}";

    public static string ModelDetails(string name) => $"~/model/details/{Path(name)}";

    public static string DeleteModel(string name) => $"~/model/delete/{Path(name)}";

    /// <param name="act">For example <c>load</c> or <c>hide</c>.</param>
    public static string OfModel(string act, string name) => $"~/model/{act}/{Path(name)}";

    public static string DownloadModel(string name) => $"~/model/download/{Path(name)}";

    /// <summary>Slashes may arrive escaped.</summary>
    public static string ModelName(string? path) => (path ?? "").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    private static string Path(string name) =>
        Uri.EscapeDataString(name).Replace("%2F", "/", StringComparison.Ordinal).Replace("%3A", ":", StringComparison.Ordinal);
}
