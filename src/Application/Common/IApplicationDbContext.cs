using ChatAi.Domain.Accounts;
using ChatAi.Domain.Audit;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Files;
using ChatAi.Domain.Models;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Common;

/// <summary>The database. Query filters limit personal data to the current user; background code has to ignore them explicitly.</summary>
public interface IApplicationDbContext
{
    const string OwnerFilter = "Owner";

    const string DeletedFilter = "Deleted";

    /// <summary>Hides models that the model server no longer lists.</summary>
    const string MissingFilter = "Missing";

    /// <summary>Hides models that run at another host, unless <c>Models__AllowRemote</c> is set.</summary>
    const string RemoteFilter = "Remote";

    DbSet<User> Users { get; }

    DbSet<Session> Sessions { get; }

    DbSet<AccountPolicy> AccountPolicies { get; }

    DbSet<Invitation> Invitations { get; }

    DbSet<PasswordReset> PasswordResets { get; }

    DbSet<Chat> Chats { get; }

    DbSet<Message> Messages { get; }

    DbSet<StoredFile> Files { get; }

    DbSet<FileText> FileTexts { get; }

    DbSet<Model> Models { get; }

    DbSet<ModelPull> ModelPulls { get; }

    DbSet<ModelRequest> ModelRequests { get; }

    DbSet<ModelPolicy> ModelPolicies { get; }

    /// <summary>Append-only, through <see cref="Audit.IAuditLog"/>.</summary>
    DbSet<AuditEntry> AuditEntries { get; }

    Task<int> SaveChangesAsync(CancellationToken cancellationToken);

    /// <summary>Clears the change tracker, so that everything is read again.</summary>
    void Forget();

    /// <summary>Whether a unique index was violated.</summary>
    bool IsConflict(DbUpdateException exception);

    /// <summary>Runs in an exclusive write transaction, which is rolled back unless the result is a success.</summary>
    Task<Result> InTransactionAsync(Func<Task<Result>> work);
}
