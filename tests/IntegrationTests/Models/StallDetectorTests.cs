using ChatAi.Domain.Models;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using ChatAi.Testing;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Models;

/// <summary>A portal whose clock stands still until it is told, in front of an Ollama whose clock goes on.</summary>
public sealed class StallDetectorTests : SignedInTests
{
    private const string Model = "smollm2:135m";

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);

    protected override TimeProvider Time => _clock;

    [Fact]
    public async Task A_line_that_Ollama_repeats_is_a_standstill_after_half_a_minute()
    {
        Ollama.Faults.NextPull(Fault.RegistryDies(afterPercent: 40, patience: TimeSpan.FromMinutes(5)));
        await Root.PostAsync($"/model/download/{Model}");
        await ShowsAsync("40 %");

        _clock.Advance(TimeSpan.FromSeconds(29));
        (await PullRowAsync()).Status.ShouldBe(PullStatus.Running);
        _clock.Advance(TimeSpan.FromSeconds(6));

        await FailedOnceAsync("The registry has sent nothing for half a minute");
    }

    [Fact]
    public async Task A_registry_that_does_not_answer_at_all_is_told_as_soon()
    {
        Ollama.Faults.NextPull(Fault.SilentManifest());
        await Root.PostAsync($"/model/download/{Model}");
        await ShowsAsync("Contacting the registry");
        await Ollama.Requests.WaitAsync(r => r is { Path: "/api/pull" }, Cancellation);

        _clock.Advance(TimeSpan.FromSeconds(35));

        await FailedOnceAsync("The registry does not answer");
    }

    [Fact]
    public async Task What_has_come_may_be_verified_for_as_long_as_it_takes()
    {
        Ollama.Faults.NextPull(Fault.SlowVerify(TimeSpan.FromSeconds(2)));
        await Root.PostAsync($"/model/download/{Model}");
        await ShowsAsync("Verifying the download");

        _clock.Advance(TimeSpan.FromMinutes(20));

        await Eventually.HoldsAsync(async () => (await PullRowAsync()).Status.ShouldBe(PullStatus.Succeeded));
        Ollama.Requests.Pulls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_stood_still_goes_on_from_what_has_come()
    {
        Ollama.Faults.NextPull(Fault.RegistryDies(afterPercent: 40, patience: TimeSpan.FromMinutes(5)));
        await Root.PostAsync($"/model/download/{Model}");
        await ShowsAsync("40 %");
        _clock.Advance(TimeSpan.FromSeconds(31));
        await FailedOnceAsync("half a minute");
        await Ollama.Requests.WaitAsync(r => r is { Path: "/api/pull", ClientLeft: true }, Cancellation);

        // Its next attempt is stored before the timer for it exists: a clock that moves only once may move too early.
        await Eventually.HoldsAsync(async () =>
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            (await PullRowAsync()).Status.ShouldNotBe(PullStatus.Queued);
        });

        await Eventually.HoldsAsync(async () => (await PullRowAsync()).Status.ShouldBe(PullStatus.Succeeded));
        Ollama.FetchedBytes.ShouldBe(KnownModels.Find(Model)!.Size);
    }

    private Task ShowsAsync(string text) => Eventually.HoldsAsync(async () => (await Root.PageAsync("/dashboard")).ShouldContain(text));

    private Task FailedOnceAsync(string why) => Eventually.HoldsAsync(async () =>
    {
        var pull = await PullRowAsync();
        pull.RetryAt.ShouldNotBeNull();
        pull.Error!.Words().ShouldContain(why);
    });

    private async Task<ModelPull> PullRowAsync() => (await RowsAsync<ModelPull>()).Single();
}
