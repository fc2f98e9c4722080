using ChatAi.Application.Audit;
using ChatAi.Domain.Audit;
using ChatAi.Infrastructure.Common;
using ChatAi.Infrastructure.Operations;
using ChatAi.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Audit;

/// <summary>Writes denials to the audit log outside the requests, in few commits.</summary>
internal sealed partial class DeniedAccessWriter(
    DeniedAccessLog denials,
    AuditStore store,
    IServiceScopeFactory scopes,
    TimeProvider time,
    LoopSupervisor supervisor,
    ILogger<DeniedAccessWriter> logger
) : SupervisedService(supervisor)
{
    private const int BatchSize = 200;

    private readonly DenialAggregator _aggregator = new();

    /// <summary>Writes the remaining denials before the store goes away.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        do await WriteAsync(DateTimeOffset.MaxValue);
        while (denials.Reader.Count > 0 && !cancellationToken.IsCancellationRequested);
    }

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await WaitAsync(stoppingToken);
            await WriteAsync(time.GetUtcNow() - DenialAggregator.Window);
        }
    }

    private async Task WaitAsync(CancellationToken stoppingToken)
    {
        if (_aggregator.NextClose is not { } close)
        {
            await denials.Reader.WaitToReadAsync(stoppingToken);
            return;
        }

        var wait = close - time.GetUtcNow();
        if (wait <= TimeSpan.Zero) return;
        using var closing = new CancellationTokenSource(wait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, closing.Token);
        try
        {
            await denials.Reader.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            // A window has ended.
        }
    }

    private async Task WriteAsync(DateTimeOffset closeUntil)
    {
        var entries = new List<AuditEntry>();
        while (entries.Count < BatchSize && denials.Reader.TryRead(out var note))
        {
            if (await EntryAsync(note) is { } entry) entries.Add(entry);
        }

        entries.AddRange(_aggregator.Close(closeUntil));
        if (entries.Count > 0) await store.AddAsync([.. entries]);
    }

    // One unreadable denial must not lose the others.
    private async Task<AuditEntry?> EntryAsync(DeniedAccess note)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ApplicationDbContext>();
            if (note.Ids.Count > 0 && !await db.IsOfSomebodyElseAsync(note)) return null;
            return _aggregator.Add(await db.WithNameAsync(note));
        }
        catch (Exception failure) when (StoreErrors.IsAny(failure))
        {
            LogNotRead(failure);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Error, "Could not look up a denied access; it is missing from the audit log")]
    private partial void LogNotRead(Exception exception);
}
