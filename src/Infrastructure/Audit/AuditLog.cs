using System.Data.Common;
using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Audit;
using ChatAi.Domain.Common;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Audit;

internal sealed partial class AuditLog(
    ApplicationDbContext db, AuditStore store, IDeniedAccessLog denials, ICurrentUser user, ICurrentClient client, TimeProvider time,
    ILogger<AuditLog> logger) : IAuditLog
{
    public bool HasNoted { get; private set; }

    public async Task<IAuditedAction> BeginAsync(AuditSubject subject, CancellationToken cancellationToken)
    {
        var who = await PersonAsync(user.Id, cancellationToken);
        var account = await AccountAsync(subject.UserName, cancellationToken);
        var action = new AuditedAction(this, subject.Action, who, account, await TargetAsync(subject, cancellationToken), subject.UserName);
        if (subject.InOneSave) db.AuditEntries.Add(action.Staged = Entry(subject.Action, who, action.Target));
        return action;
    }

    private async Task EndAsync(AuditedAction action, string? refusal)
    {
        var isStored = action.Staged is { Id: > 0 };
        if (action.Staged is not null && !isStored) db.Entry(action.Staged).State = EntityState.Detached;

        if (refusal is not null)
        {
            HasNoted = true;
            var target = action.Account?.Name ?? action.Target;
            denials.Add(new DeniedAccess(time.GetUtcNow(), action.Who?.Id, action.Name, target, client.Address, refusal)
            {
                WhoName = action.Who?.Name ?? "",
            });
        }
        else if (!isStored)
        {
            // A sign-in or sign-up begins without a user, and the account may be new.
            var account = action.Account ?? await NewAccountAsync(action);
            await store.AddAsync(Entry(action.Name, action.Who ?? account, account?.Name ?? action.Target));
        }
    }

    // The action is done: an entry without a name is better than reporting a failure.
    private async Task<Person?> NewAccountAsync(AuditedAction action)
    {
        try
        {
            return await AccountAsync(action.Typed, CancellationToken.None);
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException)
        {
            LogNoName(failure, action.Name);
            return null;
        }
    }

    private AuditEntry Entry(string action, Person? who, string? target) =>
        AuditEntry.Of(time.GetUtcNow(), who?.Id, who?.Name, action, target, client.Address, AuditEntry.Done);

    private async Task<Person?> PersonAsync(UserId? id, CancellationToken cancellationToken) => id is null
        ? null
        : await db.Users.Where(u => u.Id == id).Select(u => new Person(u.Id, u.Name)).FirstOrDefaultAsync(cancellationToken);

    private async Task<Person?> AccountAsync(string? typed, CancellationToken cancellationToken)
    {
        if (typed is null or { Length: > UserName.MaxLength * 2 }) return null;
        var folded = UserName.Fold(typed.Trim());
        return await db
            .Users.Where(u => u.FoldedName == folded)
            .Select(u => new Person(u.Id, u.Name))
            .FirstOrDefaultAsync(cancellationToken);
    }

    private async Task<string?> TargetAsync(AuditSubject subject, CancellationToken cancellationToken) =>
        subject switch
        {
            { User: { } id, Heir: { } heir }
                when await PersonAsync(id, cancellationToken) is { } from && await PersonAsync(heir, cancellationToken) is { } to =>
                Reason.Of("audit.chats-to", from.Name, to.Name).ToString(),
            { User: { } id } => (await PersonAsync(id, cancellationToken))?.Name,
            { Pull: { } id } => (
                await db.ModelPulls.Where(p => p.Id == id).Select(p => p.Model).FirstOrDefaultAsync(cancellationToken)
            )?.ToString(),
            { Request: { } id } => await db
                .ModelRequests.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter])
                .Where(r => r.Id == id)
                .Join(db.Users, r => r.AskedBy, u => u.Id, (r, u) => new { r.Model, u.Name })
                .FirstOrDefaultAsync(cancellationToken)
                is { } request
                ? Reason.Of("audit.request", request.Model, request.Name).ToString()
                : null,
            { ResetHash: { } hash } => await db
                .PasswordResets.Where(r => r.TokenHash == hash)
                .Join(db.Users, r => r.UserId, u => u.Id, (r, u) => u.Name)
                .FirstOrDefaultAsync(cancellationToken),
            _ => subject.Target,
        };

    [LoggerMessage(LogLevel.Error, "Could not look up the account for the audit entry {Action}")]
    private partial void LogNoName(Exception exception, string action);

    private sealed record Person(UserId Id, string Name);

    private sealed class AuditedAction(AuditLog log, string name, Person? who, Person? account, string? target, string? typed)
        : IAuditedAction
    {
        public string Name => name;

        public Person? Who => who;

        public Person? Account => account;

        public string? Target => target;

        public string? Typed => typed;

        /// <summary>Has an id once the handler's save has stored it.</summary>
        public AuditEntry? Staged { get; set; }

        public Task EndAsync(string? refusal) => log.EndAsync(this, refusal);
    }
}
