using ChatAi.Domain.Accounts;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Accounts;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Infrastructure.Import;

internal sealed class AccountImport(ApplicationDbContext db, ImportedRecords records, ImportReport report)
{
    public static Guid KeyOf(string name) => LegacyId.Derived("user", name);

    public async Task AddAsync(IReadOnlyList<LegacyUser> users, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var user in users)
        {
            if (records.IdOf(KeyOf(user.Name)) is null) await AddAsync(user, now, cancellationToken);
        }
    }

    private async Task AddAsync(LegacyUser old, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (key, shown) = (KeyOf(old.Name), Shown.Of(old.Name));
        if (!UserName.IsValid(old.Name.Trim()))
        {
            report.LeaveOut($"account {shown}: {UserName.Rule} Rename it in users.json and chats.json, and import again.");
            return;
        }

        var name = UserName.From(old.Name.Trim());
        var taken = await db.Users.AsNoTracking()
            .FirstOrDefaultAsync(u => u.FoldedName == name.Folded || u.NameSkeleton == name.Skeleton, cancellationToken);
        if (taken is not null && old.IsRoot && taken.IsRoot && taken.FoldedName == name.Folded)
        {
            records.Add(key, taken.Id.Value);
            report.Remark($"{shown} is already an administrator here: account and password stay as they are, and it gets the chats.");
            return;
        }

        if (taken is not null)
        {
            report.LeaveOut(
                $"account {shown}: the name "
                    + $"{(taken.FoldedName == name.Folded ? "is taken" : $"looks like that of {Shown.Of(taken.Name)}")} here. "
                    + "Rename it in users.json and chats.json, and import again."
            );
            return;
        }

        await StoreAsync(old, name, key, now, cancellationToken);
    }

    private async Task StoreAsync(LegacyUser old, UserName name, Guid key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var shown = Shown.Of(old.Name);
        var hash = WerkzeugHash.TryParse(old.Hash) is null ? null : old.Hash;
        if (hash is null)
            report.LeaveOut(
                $"the password of {shown}: its hash cannot be read. An administrator can create a reset link on the People page."
            );

        var hasRoot = await db.Users.AnyAsync(u => u.IsFirst || u.Role == UserRole.Root, cancellationToken);
        var isFirst = old.IsRoot && !hasRoot && hash is not null;
        if (old.IsRoot && !isFirst)
            report.Remark(
                $"{shown} was the administrator of the older portal and is a member here: "
                    + (hasRoot ? "there already is an administrator." : "the first person to sign up becomes administrator.")
            );

        var user = User.Imported(new UserId(key), name, hash ?? PasswordHashes.Unreachable(), isFirst, old.CreatedAt ?? now);
        if (ModelName.TryParse(old.Model, out var model))
            user.UpdatePreferences(Preferences.Default with { DefaultModel = model });
        else if (!string.IsNullOrEmpty(old.Model))
            report.LeaveOut($"the preferred model of {shown}: {Shown.Of(old.Model)} is not a model name.");
        db.Users.Add(user);
        await db.SaveChangesAsync(cancellationToken);
        records.Add(key, key);
        report.Accounts++;
        db.ChangeTracker.Clear();
    }
}
