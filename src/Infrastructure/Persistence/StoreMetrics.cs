using System.Data.Common;
using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ChatAi.Infrastructure.Persistence;

/// <summary>Durations of commands, up to the first row, and of commits. Statements are not recorded.</summary>
internal sealed class StoreMetrics : DbCommandInterceptor, IDbTransactionInterceptor
{
    private static readonly KeyValuePair<string, object?> Read = KeyValuePair.Create<string, object?>("kind", "read");
    private static readonly KeyValuePair<string, object?> Write = KeyValuePair.Create<string, object?>("kind", "write");
    private static readonly KeyValuePair<string, object?> Commit = KeyValuePair.Create<string, object?>("kind", "commit");

    private readonly Histogram<double> _duration;

    public StoreMetrics(IMeterFactory meters) =>
        _duration = meters
            .Create("ChatAi.Store")
            .CreateHistogram(
                "chatai.store.duration",
                "s",
                "Commands and commits of the store.",
                advice: new InstrumentAdvice<double>
                {
                    HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
                }
            );

    public override DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData eventData, DbDataReader result)
    {
        Record(command, eventData);
        return result;
    }

    public override ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        Record(command, eventData);
        return ValueTask.FromResult(result);
    }

    public override int NonQueryExecuted(DbCommand command, CommandExecutedEventData eventData, int result)
    {
        Record(command, eventData);
        return result;
    }

    public override ValueTask<int> NonQueryExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        Record(command, eventData);
        return ValueTask.FromResult(result);
    }

    public override object? ScalarExecuted(DbCommand command, CommandExecutedEventData eventData, object? result)
    {
        Record(command, eventData);
        return result;
    }

    public override ValueTask<object?> ScalarExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, object? result, CancellationToken cancellationToken = default)
    {
        Record(command, eventData);
        return ValueTask.FromResult(result);
    }

    public override void CommandFailed(DbCommand command, CommandErrorEventData eventData) => Record(command, eventData);

    public override Task CommandFailedAsync(
        DbCommand command,
        CommandErrorEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        Record(command, eventData);
        return Task.CompletedTask;
    }

    public void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) =>
        _duration.Record(eventData.Duration.TotalSeconds, Commit);

    public Task TransactionCommittedAsync(
        DbTransaction transaction,
        TransactionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        TransactionCommitted(transaction, eventData);
        return Task.CompletedTask;
    }

    private void Record(DbCommand command, CommandEndEventData eventData)
    {
        if (_duration.Enabled) _duration.Record(eventData.Duration.TotalSeconds, IsRead(command.CommandText) ? Read : Write);
    }

    // Tagged queries begin with a comment.
    private static bool IsRead(string sql)
    {
        var statement = sql.AsSpan().TrimStart();
        while (statement.StartsWith("--", StringComparison.Ordinal))
        {
            var end = statement.IndexOf('\n');
            statement = end < 0 ? [] : statement[end..].TrimStart();
        }

        return statement.StartsWith("SELECT", StringComparison.OrdinalIgnoreCase)
            || statement.StartsWith("WITH", StringComparison.OrdinalIgnoreCase);
    }
}
