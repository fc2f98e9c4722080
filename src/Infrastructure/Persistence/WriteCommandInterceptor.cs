using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ChatAi.Infrastructure.Persistence;

/// <summary>Takes the write lock for each write outside a transaction.</summary>
internal sealed class WriteCommandInterceptor(StoreWriteLock writeLock, StoreFileGuard file) : IDbCommandInterceptor
{
    public InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        if (!IsStandaloneWrite(command, eventData)) return result;
        file.ThrowIfGone();
        writeLock.Enter(command.Connection!);
        return result;
    }

    public async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (!IsStandaloneWrite(command, eventData)) return result;
        file.ThrowIfGone();
        await writeLock.EnterAsync(command.Connection!, isJournal: false, cancellationToken);
        return result;
    }

    public int NonQueryExecuted(DbCommand command, CommandExecutedEventData eventData, int result)
    {
        Leave(command, eventData);
        return result;
    }

    public ValueTask<int> NonQueryExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        Leave(command, eventData);
        return ValueTask.FromResult(result);
    }

    public void CommandFailed(DbCommand command, CommandErrorEventData eventData) => Leave(command, eventData);

    public Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Leave(command, eventData);
        return Task.CompletedTask;
    }

    public void CommandCanceled(DbCommand command, CommandEndEventData eventData) => Leave(command, eventData);

    public Task CommandCanceledAsync(DbCommand command, CommandEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Leave(command, eventData);
        return Task.CompletedTask;
    }

    private static bool IsStandaloneWrite(DbCommand command, CommandEventData eventData) => command.Transaction is null
        && eventData.CommandSource is CommandSource.ExecuteUpdate or CommandSource.ExecuteDelete or CommandSource.ExecuteSqlRaw;

    private void Leave(DbCommand command, CommandEventData eventData)
    {
        if (IsStandaloneWrite(command, eventData)) writeLock.Leave(command.Connection!);
    }
}
