using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Persistence;

/// <summary>Removes for good what was deleted and can no longer be taken back.</summary>
internal sealed partial class MessageBin(IServiceScopeFactory scopes, TimeProvider time, ILogger<MessageBin> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await EmptyAsync();
                await Task.Delay(Interval, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is left goes after the next start.
        }
    }

    private async Task EmptyAsync()
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ApplicationDbContext>();

            var over = time.GetUtcNow() - Message.UndoTime - Interval;
            var gone = db.Messages.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter, IApplicationDbContext.DeletedFilter])
                .Where(m => m.DeletedAt < over);
            foreach (var chat in await gone.Select(m => m.ChatId).Distinct().ToListAsync(CancellationToken.None)) await EmptyAsync(gone, chat);
        }
        catch (SqliteException failure)
        {
            LogNotEmptied(failure);
        }
    }

    // A subtree is deleted as a whole, so nothing that stays is below it; in one statement the order does not matter.
    private async Task EmptyAsync(IQueryable<Message> gone, ChatId chat)
    {
        try
        {
            await gone.Where(m => m.ChatId == chat).ExecuteDeleteAsync(CancellationToken.None);
        }
        catch (SqliteException failure)
        {
            // One chat's trouble is not that of the others.
            LogNotEmptied(failure);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Deleted messages could not be removed; it is tried again")]
    private partial void LogNotEmptied(Exception exception);
}
