using System.Runtime.CompilerServices;
using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Common;
using ChatAi.Domain.Models;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Accounts;

/// <summary>Exports everything stored about the current user. Chats and messages are streamed and never all in memory.</summary>
public sealed record ExportAccountQuery : IRequest<Result<AccountExport>>, IAudited
{
    AuditSubject IAudited.Audit => new("account.export");
}

/// <param name="Version">Of the portal.</param>
public sealed record AccountExport(
    string Version,
    DateTimeOffset ExportedAt,
    ExportedProfile Profile,
    IReadOnlyList<ExportedSession> Sessions,
    IReadOnlyList<ExportedModelRequest> ModelRequests,
    IAsyncEnumerable<ExportedChat> Chats);

public sealed record ExportedProfile(
    Guid Id,
    string UserName,
    UserRole Role,
    DateTimeOffset CreatedAt,
    string? DefaultModel,
    string SystemPrompt,
    ModelOptions Options,
    Theme Theme,
    SendKey SendKey,
    Language Language
);

public sealed record ExportedSession(
    string Address,
    string UserAgent,
    DateTimeOffset CreatedAt,
    DateTimeOffset LastSeenAt,
    DateTimeOffset? EndedAt
);

public sealed record ExportedModelRequest(
    string Model, string? Reason, ModelRequestStatus Status, string? Answer, DateTimeOffset CreatedAt);

/// <param name="ActiveLeafId">The last message of the shown path; all others are branches.</param>
public sealed record ExportedChat(
    Guid Id,
    string Title,
    string? Model,
    string SystemPrompt,
    ModelOptions Options,
    bool IsPinned,
    bool IsArchived,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    Guid? ActiveLeafId,
    IAsyncEnumerable<ExportedMessage> Messages
);

/// <param name="ParentId">Null for the first message of a chat.</param>
public sealed record ExportedMessage(
    Guid Id,
    Guid? ParentId,
    MessageRole Role,
    MessageStatus Status,
    string? Model,
    DateTimeOffset CreatedAt,
    DateTimeOffset? EndedAt,
    string Content,
    string Thinking,
    Reason? Error,
    AnswerStatistics? Statistics
);

internal sealed class ExportAccountHandler(IApplicationDbContext db, ICurrentUser current, TimeProvider time)
    : IRequestHandler<ExportAccountQuery, Result<AccountExport>>
{
    // Batches are limited by size too: a message can have two million characters.
    private const int MaxBatchMessages = 500;
    private const int MaxBatchCharacters = 1_000_000;

    public async Task<Result<AccountExport>> Handle(ExportAccountQuery request, CancellationToken cancellationToken)
    {
        var id = current.RequireId();
        if (await db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == id, cancellationToken) is not { } user)
            return AccountErrors.Gone;
        var preferences = user.Preferences;
        return new AccountExport(
            PortalVersion.Number,
            time.GetUtcNow(),
            new ExportedProfile(
                user.Id.Value,
                user.Name,
                user.Role,
                user.CreatedAt,
                preferences.DefaultModel?.ToString(),
                preferences.SystemPrompt,
                preferences.Options,
                preferences.Theme,
                preferences.SendKey,
                preferences.Language
            ),
            await db
                .Sessions.AsNoTracking()
                .OrderBy(s => s.CreatedAt)
                .Select(s => new ExportedSession(s.Address, s.UserAgent, s.CreatedAt, s.LastSeenAt, s.EndedAt))
                .ToListAsync(cancellationToken),
            [
                .. (await db.ModelRequests.AsNoTracking().OrderBy(r => r.CreatedAt).ToListAsync(cancellationToken)).Select(
                    r => new ExportedModelRequest(r.Model.ToString(), r.Reason, r.Status, r.Answer, r.CreatedAt)
                ),
            ],
            ChatsAsync(cancellationToken)
        );
    }

    // Reads in small batches: a query kept open for a slow reader would block database maintenance.
    private async IAsyncEnumerable<ExportedChat> ChatsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var id in await db.Chats.OrderBy(c => c.CreatedAt).Select(c => c.Id).ToListAsync(cancellationToken))
        {
            if (await db.Chats.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } chat) continue;
            yield return new ExportedChat(
                chat.Id.Value,
                chat.Title.Value,
                chat.Model?.ToString(),
                chat.SystemPrompt,
                chat.Options,
                chat.IsPinned,
                chat.IsArchived,
                chat.CreatedAt,
                chat.UpdatedAt,
                chat.ActiveLeafId?.Value,
                MessagesAsync(id, cancellationToken)
            );
        }
    }

    private async IAsyncEnumerable<ExportedMessage> MessagesAsync(ChatId chat, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A question and its first answer share a timestamp.
        var all = await db.Messages.Where(m => m.ChatId == chat).OrderBy(m => m.CreatedAt).ThenBy(m => m.Role).ThenBy(m => m.Id)
            .Select(m => new MessageLength(m.Id, m.Content.Length + m.Thinking.Length)).ToListAsync(cancellationToken);
        foreach (var batch in Batches(all))
        {
            var messages = await db.Messages.AsNoTracking()
                .Where(m => batch.Contains(m.Id)).ToDictionaryAsync(m => m.Id, cancellationToken);
            foreach (var id in batch)
            {
                if (messages.TryGetValue(id, out var message)) yield return Exported(message);
            }
        }
    }

    private static IEnumerable<List<MessageId>> Batches(List<MessageLength> messages)
    {
        var batch = new List<MessageId>();
        var characters = 0;
        foreach (var (id, length) in messages)
        {
            if (batch.Count == MaxBatchMessages || (batch.Count > 0 && characters + length > MaxBatchCharacters))
            {
                yield return batch;
                batch = [];
                characters = 0;
            }

            batch.Add(id);
            characters += length;
        }

        if (batch.Count > 0) yield return batch;
    }

    private static ExportedMessage Exported(Message m) => new(
        m.Id.Value, m.ParentId?.Value, m.Role, m.Status, m.Model?.ToString(), m.CreatedAt, m.EndedAt, m.Content, m.Thinking, m.Error,
        m.Role == MessageRole.Assistant ? m.Statistics : null);

    private sealed record MessageLength(MessageId Id, int Characters);
}
