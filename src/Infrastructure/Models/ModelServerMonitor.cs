using ChatAi.Application.Models;
using ChatAi.Infrastructure.Common;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Models;

/// <summary>
/// Asks the model server every few seconds how it is and what it has, so that no page has to wait for it; less often while it is connected
/// and nobody looks.
/// </summary>
internal sealed partial class ModelServerMonitor(
    IModelServer server,
    ModelInspector inspector,
    IServiceScopeFactory scopes,
    IConfiguration configuration,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    LoopSupervisor supervisor,
    ILogger<ModelServerMonitor> logger)
    : SupervisedService(supervisor), IModelServerMonitor
{
    // Ollama announces nothing: whether it is there, and what it has loaded, can only be asked. The reason for the only loop that polls.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan IdleInterval = TimeSpan.FromSeconds(30);

    /// <summary>Nobody looks once nobody has for so long.</summary>
    private static readonly TimeSpan IdleAfter = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private Task<ModelServerStatus>? _asking;
    private readonly ChangeSignal _turned = new();
    private readonly ChangeSignal _lookedAgain = new();
    private long _lookedAt = time.GetTimestamp();
    private Task<ModelServerStatus>? _next;

    public ModelServerStatus Current
    {
        get
        {
            var isIdle = IsIdle;
            Volatile.Write(ref _lookedAt, time.GetTimestamp());
            if (isIdle) _lookedAgain.Publish();
            return Latest;
        }
    }

    private bool IsIdle => time.GetElapsedTime(Volatile.Read(ref _lookedAt)) > IdleAfter;

    private ModelServerStatus Latest
    {
        get => Volatile.Read(ref field);
        set => Volatile.Write(ref field, value);
    } = new(server.Host, false, null, null, null, [], 0, null, null, configuration.GetValue<bool>("Ollama:IsSimulator"));

    public async Task<ModelServerStatus> RefreshAsync(TimeSpan maxAge, CancellationToken cancellationToken)
    {
        Task<ModelServerStatus> asking;
        lock (_gate)
        {
            if (Latest.AskedAt is { } asked && time.GetUtcNow() - asked < maxAge) return Latest;

            // Whoever asks for what is so now (zero) must not be given an answer that was under way before, but the next one.
            if (_asking is not { IsCompleted: false }) asking = _asking = AskAsync();
            else if (maxAge > TimeSpan.Zero) asking = _asking;
            else asking = _next ??= AskAfterAsync(_asking);
        }

        return await asking.WaitAsync(cancellationToken);
    }

    public async Task WhenConnectedAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var seen = _turned.Version;
            if (Latest.IsConnected) return;
            await _turned.WaitAsync(seen, cancellationToken);
        }
    }

    /// <summary>What is under way still needs the store.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Task asking;
        lock (_gate) asking = _asking ?? Task.CompletedTask;
        await asking.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await inspector.Ended.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
        var seen = _lookedAgain.Version;
        if (!IsIdle || !Latest.IsConnected)
        {
            await Task.Delay(Interval, time, stoppingToken);
            return;
        }

        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        await Task.WhenAny(Task.Delay(IdleInterval, time, waiting.Token), _lookedAgain.WaitAsync(seen, waiting.Token));
        await waiting.CancelAsync();
        stoppingToken.ThrowIfCancellationRequested();
    }

    private async Task<ModelServerStatus> AskAfterAsync(Task before)
    {
        // Never before the caller has put this task in its place.
        await Task.Yield();
        await before;
        lock (_gate)
        {
            _asking = _next;
            _next = null;
        }

        return await AskAsync();
    }

    private async Task<ModelServerStatus> AskAsync()
    {
        await Task.Yield();
        var was = Latest;
        try
        {
            Latest = await AskAsync(was, lifetime.ApplicationStopping);
        }
        catch (Exception) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Nobody asks any more, and what this needs goes away.
            return was;
        }
        catch (Exception unexpected)
        {
            LogUnexpected(unexpected);
        }

        var now = Latest;
        if (was.IsConnected != now.IsConnected) _turned.Publish();
        if (was.AskedAt is null || was.IsConnected != now.IsConnected) LogStatus(now.Host, now.Version, now.Error?.Code ?? "connected");
        return now;
    }

    private async Task<ModelServerStatus> AskAsync(ModelServerStatus was, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var version = await server.VersionAsync(cancellationToken);
        var latency = time.GetElapsedTime(began);
        var installed = version.IsSuccess ? await server.InstalledAsync(cancellationToken) : version.Error;
        var running = installed.IsSuccess ? await server.RunningAsync(cancellationToken) : installed.Error;
        var now = time.GetUtcNow();
        var since = was.AskedAt is not null && was.IsConnected == installed.IsSuccess ? was.Since : now;
        if (!installed.IsSuccess)
            return was with { IsConnected = false, Latency = null, Error = installed.Error, Running = [], AskedAt = now, Since = since };

        // Short, and waited for by whoever stops: EF takes a commit that is cancelled for an error.
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<StoredModels>().MatchAsync(installed.Value, CancellationToken.None);
        inspector.Begin();
        IReadOnlyList<RunningModel> inMemory = running.IsSuccess ? running.Value : [];
        return was with
        {
            IsConnected = true,
            Version = version.Value,
            Latency = latency,
            Error = null,
            Running = inMemory,
            PeakMemory = Math.Max(was.PeakMemory, inMemory.Sum(m => m.Size)),
            AskedAt = now,
            Since = since,
        };
    }

    [LoggerMessage(LogLevel.Information, "Ollama at {Host}, version {Version}: {Status}")]
    private partial void LogStatus(string host, string? version, string status);

    [LoggerMessage(LogLevel.Error, "Asking the model server failed")]
    private partial void LogUnexpected(Exception exception);
}
