using System.Data.Common;
using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Audit;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Audit;

internal sealed partial class AuditLog(
    ApplicationDbContext db, AuditStore store, IDeniedAccessLog denials, ICurrentUser user, ICurrentClient client, TimeProvider time,
    ILogger<AuditLog> logger) : IAuditLog
{
    public bool HasNoted { get; private set; }

    public async Task<IAuditedAct> BeginAsync(AuditSubject subject, CancellationToken cancellationToken)
    {
        var who = await PersonAsync(user.Id, cancellationToken);
        var account = await AccountAsync(subject.UserName, cancellationToken);
        var act = new Act(this, subject.Act, who, account, await OnAsync(subject, cancellationToken), subject.UserName);
        if (subject.InOneSave) db.AuditEntries.Add(act.Staged = Entry(subject.Act, who, act.On));
        return act;
    }

    private async Task EndAsync(Act act, string? refusal)
    {
        var isStored = act.Staged is { Id: > 0 };
        if (act.Staged is not null && !isStored) db.Entry(act.Staged).State = EntityState.Detached;

        if (refusal is not null)
        {
            HasNoted = true;
            denials.Add(new DeniedAccess(time.GetUtcNow(), act.Who?.Id, act.Name, act.Account?.Name ?? act.On, client.Address, refusal)
            {
                WhoName = act.Who?.Name ?? "",
            });
        }
        else if (!isStored)
        {
            // A sign-in or sign-up begins without a user, and the account may be new.
            var account = act.Account ?? await NewAccountAsync(act);
            await store.AddAsync(Entry(act.Name, act.Who ?? account, account?.Name ?? act.On));
        }
    }

    // The action is done: an entry without a name is better than reporting a failure.
    private async Task<Person?> NewAccountAsync(Act act)
    {
        try
        {
            return await AccountAsync(act.Typed, CancellationToken.None);
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException)
        {
            LogNoName(failure, act.Name);
            return null;
        }
    }

    private AuditEntry Entry(string act, Person? who, string? on) =>
        AuditEntry.Of(time.GetUtcNow(), who?.Id, who?.Name, act, on, client.Address, AuditEntry.Done);

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

    private async Task<string?> OnAsync(AuditSubject subject, CancellationToken cancellationToken) =>
        subject switch
        {
            { User: { } id, Heir: { } heir }
                when await PersonAsync(id, cancellationToken) is { } from && await PersonAsync(heir, cancellationToken) is { } to =>
                $"{from.Name}{AuditSubject.ChatsTo}{to.Name}",
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
                ? $"{request.Model} for {request.Name}"
                : null,
            { ResetHash: { } hash } => await db
                .PasswordResets.Where(r => r.TokenHash == hash)
                .Join(db.Users, r => r.UserId, u => u.Id, (r, u) => u.Name)
                .FirstOrDefaultAsync(cancellationToken),
            _ => subject.On,
        };

    [LoggerMessage(LogLevel.Error, "Could not look up the account for the audit entry {Act}")]
    private partial void LogNoName(Exception exception, string act);

    private sealed record Person(UserId Id, string Name);

    private sealed class Act(AuditLog log, string name, Person? who, Person? account, string? on, string? typed) : IAuditedAct
    {
        public string Name => name;

        public Person? Who => who;

        public Person? Account => account;

        public string? On => on;

        public string? Typed => typed;

        /// <summary>Has an id once the handler's save has stored it.</summary>
        public AuditEntry? Staged { get; set; }

        public Task EndAsync(string? refusal) => log.EndAsync(this, refusal);
    }
}
