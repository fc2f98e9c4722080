using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Files;
using ChatAi.Domain.Search;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Search;

/// <summary>What is shown of the documents that were found. Read with the filter by owner, whatever the index says.</summary>
internal sealed class SearchHits(IApplicationDbContext db)
{
    public async Task<IReadOnlyList<SearchHit>> LoadAsync(
        IReadOnlyList<SearchDocumentKey> documents, SearchQuery query, CancellationToken cancellationToken)
    {
        var messages = await MessagesAsync(Ids(documents, SearchSource.Message), cancellationToken);
        var places = await PlacesOfFilesAsync(Ids(documents, SearchSource.FileText), cancellationToken);
        var chatsOfMessages = messages.Values.Concat(places.Values).Select(m => m.ChatId.Value);
        var chats = await ChatsAsync(Ids(documents, SearchSource.Title).Concat(chatsOfMessages), cancellationToken);
        var hits = new List<SearchHit>();
        foreach (var document in documents)
        {
            var hit = document.Source switch
            {
                SearchSource.Title => chats.TryGetValue(new ChatId(document.Id), out var chat) ? OfTitle(chat, query) : null,
                SearchSource.Message => messages.TryGetValue(new MessageId(document.Id), out var message)
                    ? OfMessage(message, chats, query)
                    : null,
                _ => places.TryGetValue(new FileId(document.Id), out var place)
                    ? await OfFileAsync(document, place, chats, query, cancellationToken)
                    : null,
            };
            if (hit is not null) hits.Add(hit);
        }

        return hits;
    }

    private static IEnumerable<Guid> Ids(IEnumerable<SearchDocumentKey> documents, SearchSource source) =>
        documents.Where(d => d.Source == source).Select(d => d.Id);

    private static SearchHit OfTitle(Chat chat, SearchQuery query) => new(
        chat.Id, null, chat.Title.Value, chat.CreatedAt, null, null, SearchExcerpt.Of(chat.Title.Value, query));

    private static SearchHit? OfMessage(Message message, Dictionary<ChatId, Chat> chats, SearchQuery query)
    {
        if (!chats.TryGetValue(message.ChatId, out var chat)) return null;
        var names = message.Parts.Attachments().Select(p => (p.Data as AttachmentData)?.Name).OfType<string>();
        var text = string.Join('\n', names.Prepend(message.Parts.TextOf()));
        return new SearchHit(
            chat.Id, message.Id, chat.Title.Value, message.CreatedAt, message.Role, null, SearchExcerpt.Of(text.Trim(), query));
    }

    private async Task<SearchHit?> OfFileAsync(
        SearchDocumentKey document, Message message, Dictionary<ChatId, Chat> chats, SearchQuery query,
        CancellationToken cancellationToken)
    {
        var file = new FileId(document.Id);
        var page = await db.FileTexts.AsNoTracking()
            .FirstOrDefaultAsync(t => t.FileId == file && t.Unit == document.Unit, cancellationToken);
        var part = message.Parts.Attachments().FirstOrDefault(p => p.FileId == file);
        if (page is null || part?.Data is not AttachmentData data || !chats.TryGetValue(message.ChatId, out var chat)) return null;
        return new SearchHit(
            chat.Id, message.Id, chat.Title.Value, message.CreatedAt, message.Role, new FoundFile(file, data.Name, page.Label),
            SearchExcerpt.Of(page.Text, query));
    }

    /// <returns>The newest message with each file.</returns>
    private async Task<Dictionary<FileId, Message>> PlacesOfFilesAsync(IEnumerable<Guid> ids, CancellationToken cancellationToken)
    {
        var files = ids.Select(id => (FileId?)new FileId(id)).ToList();
        var places = new Dictionary<FileId, Message>();
        if (files.Count == 0) return places;
        var messages = await db.Messages.AsNoTracking().Where(m => m.Parts.Any(p => files.Contains(p.FileId)))
            .OrderBy(m => m.CreatedAt).ToListAsync(cancellationToken);
        foreach (var message in messages)
        {
            foreach (var part in message.Parts.Attachments())
            {
                if (part.FileId is { } file) places[file] = message;
            }
        }

        return places;
    }

    private Task<Dictionary<MessageId, Message>> MessagesAsync(IEnumerable<Guid> ids, CancellationToken cancellationToken)
    {
        var sought = ids.Distinct().Select(id => new MessageId(id)).ToList();
        return db.Messages.AsNoTracking().Where(m => sought.Contains(m.Id)).ToDictionaryAsync(m => m.Id, cancellationToken);
    }

    private Task<Dictionary<ChatId, Chat>> ChatsAsync(IEnumerable<Guid> ids, CancellationToken cancellationToken)
    {
        var sought = ids.Distinct().Select(id => new ChatId(id)).ToList();
        return db.Chats.AsNoTracking().Where(c => sought.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken);
    }
}
