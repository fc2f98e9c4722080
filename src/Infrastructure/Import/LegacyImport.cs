using ChatAi.Domain.Audit;
using ChatAi.Domain.Common;
using ChatAi.Infrastructure.Operations;
using ChatAi.Infrastructure.Persistence;

namespace ChatAi.Infrastructure.Import;

/// <summary>Imports the data of an older Python portal in one transaction. Adds only what earlier imports have not brought.</summary>
internal sealed class LegacyImport(ApplicationDbContext db, TimeProvider time)
{
    public async Task<ImportReport> RunAsync(LegacyFiles files, CancellationToken cancellationToken)
    {
        var report = new ImportReport();
        var now = time.GetUtcNow();
        if (files.Users is null) report.LeaveOut("the accounts: there is no users.json.");
        if (files.Chats is null) report.LeaveOut("the chats: there is no chats.json.");
        var users = files.Users is null ? [] : LegacyUsers.Read(files.Users, report);
        var chats = files.Chats is null ? [] : LegacyChats.Read(files.Chats, now, report);

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var records = await ImportedRecords.OpenAsync(db, cancellationToken);
        await new AccountImport(db, records, report).AddAsync(users, now, cancellationToken);
        var chatImport = new ChatImport(db, records, report);
        foreach (var chat in chats) await chatImport.AddAsync(chat, cancellationToken);
        if (report.HasAdded)
        {
            var added = Reason.Of("audit.import", report.Accounts, report.Chats, report.Messages).ToString();
            db.AuditEntries.Add(AuditEntry.Of(now, null, OperatorTasks.Operator, "server.import", added, null, AuditEntry.Done));
            await db.SaveChangesAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return report;
    }
}
