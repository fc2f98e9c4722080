using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Domain.Audit;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Audit;

/// <summary>Writes refusals down beside the requests, so that they cost those who are refused no time, and the store few commits.</summary>
internal sealed partial class RefusalWriter(
    RefusalNotes notes, AuditStore store, IServiceScopeFactory scopes, TimeProvider time, ILogger<RefusalWriter> logger) : BackgroundService
{
    private const int AtOnce = 200;

    private readonly Repeats _repeats = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (more, minute) = (notes.Reader.WaitToReadAsync(stoppingToken).AsTask(), Task.Delay(Repeats.Window, time, stoppingToken));
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAny(more, minute);
            if (stoppingToken.IsCancellationRequested) break;
            await WriteAsync(minute.IsCompleted ? time.GetUtcNow() - Repeats.Window : DateTimeOffset.MinValue);
            if (more.IsCompleted) more = notes.Reader.WaitToReadAsync(stoppingToken).AsTask();
            if (minute.IsCompleted) minute = Task.Delay(Repeats.Window, time, stoppingToken);
        }

        await WriteAsync(DateTimeOffset.MaxValue);
    }

    private async Task WriteAsync(DateTimeOffset closeUntil)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ApplicationDbContext>();
            var entries = new List<AuditEntry>();
            while (entries.Count < AtOnce && notes.Reader.TryRead(out var note))
            {
                if (note.Ids.Count > 0 && !await IsOfSomebodyElseAsync(db, note)) continue;
                if (note is { WhoName: null, Who: { } who })
                    note = note with { WhoName = await db.Users.Where(u => u.Id == who).Select(u => u.Name).FirstOrDefaultAsync(CancellationToken.None) };
                if (_repeats.Take(note) is { } first) entries.Add(first);
            }

            entries.AddRange(_repeats.Close(closeUntil));
            if (entries.Count > 0) await store.AddAsync([.. entries]);
        }
        catch (SqliteException failure)
        {
            LogNotRead(failure);
        }
    }

    private static async Task<bool> IsOfSomebodyElseAsync(ApplicationDbContext db, RefusalNote note)
    {
        var chats = note.Ids.Select(id => new ChatId(id)).ToList();
        var messages = note.Ids.Select(id => new MessageId(id)).ToList();
        var all = db.Chats.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter]);
        return await all.AnyAsync(c => c.OwnerId != note.Who && chats.Contains(c.Id), CancellationToken.None)
            || await db.Messages.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter, IApplicationDbContext.DeletedFilter])
                .Where(m => messages.Contains(m.Id))
                .AnyAsync(m => all.Any(c => c.Id == m.ChatId && c.OwnerId != note.Who), CancellationToken.None);
    }

    [LoggerMessage(LogLevel.Error, "A refusal could not be looked into for the audit log")]
    private partial void LogNotRead(Exception exception);
}
