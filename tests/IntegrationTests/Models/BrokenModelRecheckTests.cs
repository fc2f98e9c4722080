using ChatAi.Domain.Common;
using ChatAi.Domain.Models;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Models;

/// <summary>A broken model is asked for again with back-off, and a button does it at once.</summary>
public sealed class BrokenModelRecheckTests : SignedInTests
{
    private const string Name = "qwen3:8b";

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);

    protected override TimeProvider Time => _clock;

    [Fact]
    public async Task A_model_that_loading_found_broken_is_offered_again_once_it_can_be_read()
    {
        await RefreshUntilAsync(async () => (await RowsAsync<Model>()).ShouldAllBe(m => m.IsInspected));
        var whole = Ollama.Models.Find(Name)!;
        Ollama.Models.Install(whole with { File = ModelFile.CutOff });
        await Root.PostAsync($"/model/load/{Name}");
        (await MarkAsync()).ShouldNotBeNull();
        (await Root.PageAsync($"/model/details/{Name}")).ShouldContain("Check again");

        // Neither mended nor asked for again before its time.
        Ollama.Models.Install(whole);
        var asked = Asked;
        await RefreshAsync();
        await RefreshAsync();
        (await MarkAsync()).ShouldNotBeNull();
        Asked.ShouldBe(asked);

        _clock.Advance(TimeSpan.FromSeconds(61));
        await RefreshUntilAsync(async () => (await MarkAsync()).ShouldBeNull());
    }

    [Fact]
    public async Task A_model_that_stays_broken_is_asked_for_less_and_less()
    {
        // Another content, as the one before may have been asked for already.
        Ollama.Models.Install(
            Ollama.Models.Find(Name)! with
            {
                File = ModelFile.CutOff,
                ModifiedAt = default,
                Digest = new string('5', 64),
            }
        );
        _clock.Advance(TimeSpan.FromSeconds(5));
        await RefreshUntilAsync(async () => (await MarkAsync()).ShouldNotBeNull());
        var asked = Asked;

        _clock.Advance(TimeSpan.FromSeconds(61));
        await RefreshUntilAsync(() => AskedShouldBeAsync(asked + 1));
        _clock.Advance(TimeSpan.FromSeconds(61));
        await RefreshAsync();
        await RefreshAsync();
        Asked.ShouldBe(asked + 1);
        _clock.Advance(TimeSpan.FromSeconds(61));
        await RefreshUntilAsync(() => AskedShouldBeAsync(asked + 2));
    }

    private Task AskedShouldBeAsync(int times)
    {
        Asked.ShouldBe(times);
        return Task.CompletedTask;
    }

    private int Asked => Ollama.Requests.All.Count(r => r.Path == "/api/show" && r.Body.Contains(Name, StringComparison.Ordinal));

    private async Task RefreshAsync() => await Root.JsonAsync("/ollama/status?now=true");

    // Each look at the server begins another round of checks.
    private Task RefreshUntilAsync(Func<Task> holds) => Eventually.HoldsAsync(async () =>
    {
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await RefreshAsync();
        await holds();
    });

    private async Task<Reason?> MarkAsync() => (await RowsAsync<Model>()).Single(m => m.Name == ModelName.Parse(Name)).Broken;
}
