using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Answers;
using ChatAi.Infrastructure.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Persistence;

/// <summary>Before anything else starts: brings the store to this version, and closes what an earlier end of the portal left open.</summary>
internal sealed partial class StoreStart(
    DataDirectory data, IServiceScopeFactory scopes, TimeProvider time, ILogger<StoreStart> logger) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        LogDataDirectory(data.Path);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ApplicationDbContext>();
        await db.Database.MigrateAsync(cancellationToken);
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL;", cancellationToken);

        // Together or not at all: a crash in here must not cost the text either.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var answers = await db.Messages.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter, IApplicationDbContext.DeletedFilter])
            .Where(m => m.Status == MessageStatus.Queued || m.Status == MessageStatus.Streaming)
            .ToListAsync(cancellationToken);
        var chunks = (await db.AnswerChunks.AsNoTracking().OrderBy(c => c.Sequence).ToListAsync(cancellationToken)).ToLookup(c => c.MessageId);
        foreach (var answer in answers) await db.InterruptFromJournalAsync(answer, [.. chunks[answer.Id]], time.GetUtcNow());
        await db.AnswerChunks.ExecuteDeleteAsync(cancellationToken);

        var pulls = await db.ModelPulls.Where(p => p.Status == PullStatus.Running).ToListAsync(cancellationToken);
        foreach (var pull in pulls) pull.Requeue();

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (answers.Count + pulls.Count > 0) LogRecovered(answers.Count, pulls.Count);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Information, "All data is kept in {Path}")]
    private partial void LogDataDirectory(string path);

    [LoggerMessage(LogLevel.Information, "The portal had ended with {Answers} unfinished answers (kept as interrupted) and {Pulls} downloads (they go on)")]
    private partial void LogRecovered(int answers, int pulls);
}
