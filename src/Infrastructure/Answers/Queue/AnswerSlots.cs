using System.Globalization;
using ChatAi.Infrastructure.Answers.Generation;
using ChatAi.Infrastructure.Common;
using ChatAi.Infrastructure.Ollama;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ChatAi.Infrastructure.Answers.Queue;

/// <summary>Generates queued answers, as many at once as configured.</summary>
internal sealed class AnswerSlots(
    FairQueue queue, AnswerRunner runner, LoopSupervisor supervisor, IOptions<OllamaOptions> options, IHostApplicationLifetime lifetime)
    : BackgroundService
{
    public bool IsRunning => ExecuteTask is { IsCompleted: false } && !lifetime.ApplicationStopping.IsCancellationRequested;

    // ApplicationStopping comes before the server waits for open streams; the service's own token comes after.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var closing = lifetime.ApplicationStopping.Register(Close);
        await Task.WhenAll(Enumerable.Range(1, options.Value.MaxConcurrentAnswers).Select(RunSlotAsync));
        await runner.ShutDownAsync();
    }

    private Task RunSlotAsync(int number)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"answers {number}");
        return supervisor.RunAsync(name, GenerateAsync, lifetime.ApplicationStopping);
    }

    private async Task GenerateAsync(CancellationToken stopping)
    {
        while (true)
        {
            var live = await queue.TakeAsync(stopping);
            live.Telemetry?.Begin();
            await runner.RunAsync(live);
        }
    }

    // Nothing new starts, queued answers are interrupted, and running ones may finish.
    private void Close()
    {
        runner.BeginShutdown();
        foreach (var live in queue.Close()) runner.Interrupt(live);
    }
}
