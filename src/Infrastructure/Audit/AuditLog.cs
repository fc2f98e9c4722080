using System.Data.Common;
using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Domain.Audit;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Audit;

internal sealed partial class AuditLog(
    ApplicationDbContext db, AuditLookup lookup, AuditStore store, IDeniedAccessLog denials, ICurrentUser user, ICurrentClient client,
    TimeProvider time, ILogger<AuditLog> logger) : IAuditLog
{
    public bool HasNoted { get; private set; }

    public async Task<IAuditedAction> BeginAsync(AuditSubject subject, CancellationToken cancellationToken)
    {
        var who = await lookup.PersonAsync(user.Id, cancellationToken);
        var account = await lookup.AccountAsync(subject.UserName, cancellationToken);
        var target = await lookup.TargetAsync(subject, cancellationToken);
        var action = new AuditedAction(this, subject.Action, who, account, target, subject.UserName);
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
    private async Task<AuditPerson?> NewAccountAsync(AuditedAction action)
    {
        try
        {
            return await lookup.AccountAsync(action.Typed, CancellationToken.None);
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException)
        {
            LogNoName(failure, action.Name);
            return null;
        }
    }

    private AuditEntry Entry(string action, AuditPerson? who, string? target) =>
        AuditEntry.Of(time.GetUtcNow(), who?.Id, who?.Name, action, target, client.Address, AuditEntry.Done);

    [LoggerMessage(LogLevel.Error, "Could not look up the account for the audit entry {Action}")]
    private partial void LogNoName(Exception exception, string action);

    private sealed class AuditedAction(AuditLog log, string name, AuditPerson? who, AuditPerson? account, string? target, string? typed)
        : IAuditedAction
    {
        public string Name => name;

        public AuditPerson? Who => who;

        public AuditPerson? Account => account;

        public string? Target => target;

        public string? Typed => typed;

        /// <summary>Has an id once the handler's save has stored it.</summary>
        public AuditEntry? Staged { get; set; }

        public Task EndAsync(string? refusal) => log.EndAsync(this, refusal);
    }
}
