using ChatAi.Domain.Accounts;
using ChatAi.Domain.Audit;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Models;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Common;

/// <summary>
/// The store. <see cref="Chats"/> and <see cref="Messages"/> hold only what belongs to the current user, by a query filter;
/// code that works for nobody in particular (answers in the background) must say that it ignores it.
/// </summary>
public interface IApplicationDbContext
{
    /// <summary>The name of the query filter by owner.</summary>
    const string OwnerFilter = "Owner";

    /// <summary>The name of the query filter that hides deleted messages.</summary>
    const string DeletedFilter = "Deleted";

    /// <summary>The name of the query filter that hides models that the model server no longer lists.</summary>
    const string MissingFilter = "Missing";

    /// <summary>The name of the query filter that hides models that run at another host, unless <c>Models__AllowRemote</c> is
    /// set.</summary>
    const string RemoteFilter = "Remote";

    DbSet<User> Users { get; }

    /// <summary>Only those of the current user, as <see cref="Chats"/>.</summary>
    DbSet<Session> Sessions { get; }

    /// <summary>One row; none before root has decided anything.</summary>
    DbSet<AccountPolicy> AccountPolicies { get; }

    DbSet<Invitation> Invitations { get; }

    DbSet<PasswordReset> PasswordResets { get; }

    DbSet<Chat> Chats { get; }

    DbSet<Message> Messages { get; }

    DbSet<Model> Models { get; }

    DbSet<ModelPull> ModelPulls { get; }

    DbSet<ModelRequest> ModelRequests { get; }

    /// <summary>One row; none before root has decided anything.</summary>
    DbSet<ModelPolicy> ModelPolicies { get; }

    /// <summary>Can only be added to, by <see cref="Audit.IAuditLog"/>.</summary>
    DbSet<AuditEntry> AuditEntries { get; }

    Task<int> SaveChangesAsync(CancellationToken cancellationToken);

    /// <summary>Forgets all that was read and not saved, so that it is read again.</summary>
    void Forget();

    /// <summary>Whether a unique index was the reason: somebody else was there first. A full disk is none.</summary>
    bool IsConflict(DbUpdateException exception);

    /// <summary>Does it as a whole or not at all, with nobody else writing meanwhile. It is rolled back when it does not succeed.</summary>
    Task<Result> InTransactionAsync(Func<Task<Result>> work);
}
