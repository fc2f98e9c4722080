using System.Security.Cryptography;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Common;
using ChatAi.Domain.Files;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Chats;

/// <summary>Derives the id of a new chat from its idempotency key, so that the same message starts one chat only.</summary>
internal sealed class NewChatIds(IApplicationDbContext db, UserId owner)
{
    /// <returns>The chat that this message has already started, else a new id.</returns>
    public async Task<(ChatId Value, bool IsTaken)> ChooseAsync(NewChatCommand request, CancellationToken cancellationToken)
    {
        if (request.IdempotencyKey is not { } key || !request.HasMessage) return (ChatId.New(), false);

        // Hashed with the owner, so that a key cannot lead to another user's chat.
        var hash = SHA256.HashData([.. owner.Value.ToByteArray(), .. key.ToByteArray()]);
        var id = new ChatId(new Guid(hash.AsSpan(0, 16)));
        if (!await db.Chats.AnyAsync(c => c.Id == id, cancellationToken)) return (id, false);
        var text = LineBreaks.Unify(request.Message ?? "");
        var file = request.Files?.Cast<FileId?>().FirstOrDefault();
        var isSame = await db.Messages.AnyAsync(
            m => m.ChatId == id && m.ParentId == null
                && (text == "" || m.Parts.Any(p => p.Kind == MessagePartKind.Text && p.Text == text))
                && (file == null || m.Parts.Any(p => p.FileId == file)),
            cancellationToken);
        return isSame ? (id, true) : (ChatId.New(), false);
    }
}
