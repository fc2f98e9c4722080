using ChatAi.Application.Models;
using ChatAi.Infrastructure.Common;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Models;

/// <summary>Polls the model server every few seconds, so that no page waits for it; less often while connected and unused.</summary>
internal sealed partial class ModelServerMonitor(
    IModelServer server,
    ModelServerProbe probe,
    ModelInspector inspector,
    IConfiguration configuration,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    LoopSupervisor supervisor,
    ILogger<ModelServerMonitor> logger)
    : SupervisedService(supervisor), IModelServerMonitor
{
    // Ollama sends no events, so this is the one loop that polls.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan IdleInterval = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan IdleAfter = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private Task<ModelServerStatus>? _request;
    private readonly ChangeSignal _connectionChanged = new();
    private readonly ChangeSignal _usedAgain = new();
    private long _usedAt = time.GetTimestamp();
    private Task<ModelServerStatus>? _next;

    public ModelServerStatus Current
    {
        get
        {
            var isIdle = IsIdle;
            Volatile.Write(ref _usedAt, time.GetTimestamp());
            if (isIdle) _usedAgain.Publish();
            return Latest;
        }
    }

    private bool IsIdle => time.GetElapsedTime(Volatile.Read(ref _usedAt)) > IdleAfter;

    private ModelServerStatus Latest
    {
        get => Volatile.Read(ref field);
        set => Volatile.Write(ref field, value);
    } = new(server.Host, false, null, null, null, [], 0, null, null, configuration.GetValue<bool>("Ollama:IsSimulator"));

    public async Task<ModelServerStatus> RefreshAsync(TimeSpan maxAge, CancellationToken cancellationToken)
    {
        Task<ModelServerStatus> request;
        lock (_gate)
        {
            if (Latest.AskedAt is { } refreshedAt && time.GetUtcNow() - refreshedAt < maxAge) return Latest;

            // A caller that asks for the current state (zero) must get one that was requested after its call.
            var isAsking = _request is { IsCompleted: false };
            if (isAsking && maxAge > TimeSpan.Zero) request = _request!;
            else if (isAsking || _next is not null) request = _next ??= AskAfterAsync(_request!);
            else request = _request = AskAsync();
        }

        return await request.WaitAsync(cancellationToken);
    }

    public async Task WhenConnectedAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var seen = _connectionChanged.Version;
            if (Latest.IsConnected) return;
            await _connectionChanged.WaitAsync(seen, cancellationToken);
        }
    }

    /// <summary>A running request still needs the store.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Task request;
        lock (_gate) request = _next ?? _request ?? Task.CompletedTask;
        await request.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await inspector.Completion.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await RefreshAsync(Interval / 2, stoppingToken);
            await WaitAsync(stoppingToken);
        }
    }

    private async Task WaitAsync(CancellationToken stoppingToken)
    {
        var seen = _usedAgain.Version;
        if (!IsIdle || !Latest.IsConnected)
        {
            await Task.Delay(Interval, time, stoppingToken);
            return;
        }

        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        await Task.WhenAny(Task.Delay(IdleInterval, time, waiting.Token), _usedAgain.WaitAsync(seen, waiting.Token));
        await waiting.CancelAsync();
        stoppingToken.ThrowIfCancellationRequested();
    }

    private async Task<ModelServerStatus> AskAfterAsync(Task before)
    {
        // Lets the caller store this task first.
        await Task.Yield();
        await before;
        lock (_gate)
        {
            _request = _next;
            _next = null;
        }

        return await AskAsync();
    }

    private async Task<ModelServerStatus> AskAsync()
    {
        await Task.Yield();
        var previous = Latest;
        try
        {
            Latest = await probe.AskAsync(previous, lifetime.ApplicationStopping);
        }
        catch (Exception) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // The portal is stopping.
            return previous;
        }
        catch (Exception unexpected)
        {
            LogUnexpected(unexpected);
        }

        var now = Latest;
        if (previous.IsConnected != now.IsConnected) _connectionChanged.Publish();
        if (previous.AskedAt is null || previous.IsConnected != now.IsConnected)
            LogStatus(now.Host, now.Version, now.Error?.Code ?? "connected");
        return now;
    }

    [LoggerMessage(LogLevel.Information, "Ollama at {Host}, version {Version}: {Status}")]
    private partial void LogStatus(string host, string? version, string status);

    [LoggerMessage(LogLevel.Error, "Could not refresh the status of the model server")]
    private partial void LogUnexpected(Exception exception);
}
