using ChatAi.Application.Models;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Models;
using ChatAi.Infrastructure.Persistence;
using ChatAi.IntegrationTests.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Models;

/// <summary>How the model server is asked for its models: one round of requests after the other, and what is under way at a stop.</summary>
public sealed class ModelServerMonitorTests : PortalTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(300);

    private static readonly string[] Round = ["/api/version", "/api/tags", "/api/ps"];

    private readonly KeptLog _errors = new(LogLevel.Error);

    protected override PortalChanges Changes => new() { Services = services => services.AddSingleton<ILoggerProvider>(_errors) };

    [Fact]
    public async Task The_stop_waits_until_what_was_told_is_stored()
    {
        var monitor = Portal.Services.GetRequiredService<ModelServerMonitor>();
        await monitor.RefreshAsync(TimeSpan.Zero, Cancellation);
        Ollama.Models.Install(Ollama.Models.Find("llama3.2:3b")! with { Name = "told:latest" });
        var writeLock = Portal.Services.GetRequiredService<StoreWriteLock>();
        await writeLock.EnterAsync(this, isJournal: false, Cancellation);
        var asking = monitor.RefreshAsync(TimeSpan.Zero, Cancellation);

        var stopping = monitor.StopAsync(Cancellation);
        await Task.WhenAny(stopping, Task.Delay(Moment, Cancellation));
        stopping.IsCompleted.ShouldBeFalse("the new model is not in the store yet");

        writeLock.Leave(this);
        await stopping;
        asking.IsCompleted.ShouldBeTrue();
        (await RowsAsync<Model>()).ShouldContain(m => m.Name == ModelName.Parse("told"));
    }

    [Fact]
    public async Task What_is_asked_for_while_the_portal_stops_is_not_told_as_a_failure()
    {
        var monitor = Portal.Services.GetRequiredService<IModelServerMonitor>();
        var before = monitor.Current;
        await Portal.RestartAsync();

        (await monitor.RefreshAsync(TimeSpan.Zero, Cancellation)).Host.ShouldBe(before.Host);

        _errors.Lines.ShouldNotContain(line => line.StartsWith("Asking", StringComparison.Ordinal));
    }

    [Fact]
    public async Task However_many_ask_at_once_one_round_of_requests_ends_before_the_next_begins()
    {
        var monitor = Portal.Services.GetRequiredService<IModelServerMonitor>();
        await monitor.RefreshAsync(TimeSpan.Zero, Cancellation);
        Ollama.Requests.Clear();

        var all = new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Cancellation };
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 2_000), all, async (_, cancellationToken) => await monitor.RefreshAsync(TimeSpan.Zero, cancellationToken));

        var asked = Ollama.Requests.All.Select(request => request.Path).Where(path => Round.Contains(path)).ToList();
        asked.Chunk(Round.Length).ShouldAllBe(round => round.SequenceEqual(Round));
        _errors.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_portal_that_stops_while_it_asks_for_its_models_tells_of_no_failure()
    {
        var inspector = Portal.Services.GetRequiredService<ModelInspector>();
        await Portal.RestartAsync();

        // All that it needs is gone by now.
        inspector.Start();
        await inspector.Completion;

        _errors.Lines.ShouldNotContain(line => line.StartsWith("Asking", StringComparison.Ordinal));
    }
}
