using System.Diagnostics;
using System.Net;
using ChatAi.Domain.Models;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Models;

public sealed class PullTests : SignedInTests
{
    private const string Model = "smollm2:135m";

    private static readonly long Size = KnownModels.Find(Model)!.Size;

    [Fact]
    public async Task A_pull_pauses_and_goes_on_from_what_has_come()
    {
        Ollama.Options.PullBytesPerSecond = 60_000_000;
        var id = await PullAsync();
        await Eventually.HoldsAsync(async () => (await PullRowAsync()).CompletedBytes.ShouldBeGreaterThan(0));

        (await Root.PostAsync($"/model/downloads/{id}/pause")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await PullRowAsync()).Status.ShouldBe(PullStatus.Paused);
        await Ollama.Requests.WaitAsync(r => r is { Path: "/api/pull", ClientLeft: true }, Cancellation);
        (await Root.PageAsync("/dashboard")).ShouldContain("Paused");
        var paused = (await PullRowAsync()).CompletedBytes;

        (await Root.PostAsync($"/model/downloads/{id}/resume")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await Eventually.HoldsAsync(async () => (await PullRowAsync()).Status.ShouldBe(PullStatus.Succeeded));
        (await PullRowAsync()).CompletedBytes.ShouldBeGreaterThan(paused);
        Ollama.Requests.Pulls.Count.ShouldBe(2);
        (await Root.PostAsync($"/model/downloads/{id}/pause")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Root.PostAsync($"/model/downloads/{id}/resume")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("ollama run smollm2:135m")]
    [InlineData("https://ollama.com/library/smollm2:135m")]
    public async Task The_name_may_be_pasted_as_a_command_or_an_address(string pasted)
    {
        var begun = await Root.PostFormAsync("/model/download", new() { ["name"] = pasted }, "/dashboard");

        begun.StatusCode.ShouldBe(HttpStatusCode.Found);
        (await PullRowAsync()).Model.ShouldBe(ModelName.Parse(Model));
    }

    [Fact]
    public async Task A_mistyped_name_is_refused_at_once_although_another_download_is_under_way()
    {
        Ollama.Options.PullBytesPerSecond = 1_000_000;
        await PullAsync();
        await Eventually.HoldsAsync(async () => (await PullRowAsync()).CompletedBytes.ShouldBeGreaterThan(0));

        var mistyped = await Root.PostAsync("/model/download/smolm2:360m");
        mistyped.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await mistyped.TextAsync()).ShouldContain("No model named smolm2:360m.");
        (await RowsAsync<ModelPull>()).Count.ShouldBe(1);

        (await Root.PostAsync("/model/download/smollm2:360m")).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await RowsAsync<ModelPull>()).Single(p => p.Model == ModelName.Parse("smollm2:360m")).Status.ShouldBe(PullStatus.Queued);
    }

    [Fact]
    public async Task A_pull_whose_change_cannot_be_stored_stays_as_it_is()
    {
        Ollama.Options.PullBytesPerSecond = 20_000_000;
        var id = await PullAsync();
        await Eventually.HoldsAsync(async () => (await PullRowAsync()).CompletedBytes.ShouldBeGreaterThan(0));
        await Root.PostAsync($"/model/downloads/{id}/pause");
        await ExecuteAsync("CREATE TRIGGER Full BEFORE UPDATE ON ModelPulls BEGIN SELECT RAISE(ABORT, 'full'); END");

        (await Root.PostAsync($"/model/downloads/{id}/resume")).StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await PullRowAsync()).Status.ShouldBe(PullStatus.Paused);

        await ExecuteAsync("DROP TRIGGER Full");
        (await Root.PostAsync($"/model/downloads/{id}/cancel")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_paused_pull_outlives_the_portal()
    {
        Ollama.Options.PullBytesPerSecond = 30_000_000;
        var id = await PullAsync();
        await Ollama.Requests.WaitAsync(r => r.Path == "/api/pull", Cancellation);
        await Root.PostAsync($"/model/downloads/{id}/pause");

        await Portal.RestartAsync();

        (await PullRowAsync()).Status.ShouldBe(PullStatus.Paused);
        Ollama.Requests.Pulls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_failure_that_may_pass_is_tried_again_by_itself()
    {
        Ollama.Faults.NextPull(Fault.CutOff(after: 40));
        await PullAsync();

        var events = Root.EventsAsync($"/model/download/{Model}", cancellationToken: Cancellation);
        var told = await events.ToListAsync(Cancellation);

        told[^1].Type.ShouldBe("done");
        told.Where(e => e.Data.GetProperty("status").GetString() == "queued").Select(e => e.Data.GetProperty("error").GetString() ?? "")
            .ShouldContain(error => error.Contains("was lost"));
        var bytes = told.ConvertAll(e => e.Data.GetProperty("completedBytes").GetInt64());
        bytes.ShouldBe(bytes.Order());
        Ollama.Requests.Pulls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_waits_to_be_tried_again_can_be_hurried_paused_and_given_up()
    {
        Ollama.Faults.EveryPull = Fault.CutOff(after: 40);
        var id = await PullAsync();
        await Eventually.HoldsAsync(async () => (await PullRowAsync()).RetryAt.ShouldNotBeNull());

        (await Root.PostAsync($"/model/downloads/{id}/resume")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await Eventually.HoldsAsync(() =>
        {
            Ollama.Requests.Pulls.Count.ShouldBe(2);
            return Task.CompletedTask;
        });
        await Eventually.HoldsAsync(async () => (await PullRowAsync()).RetryAt.ShouldNotBeNull());
        (await Root.PostAsync($"/model/downloads/{id}/pause")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await PullRowAsync()).Status.ShouldBe(PullStatus.Paused);
        (await Root.PostAsync($"/model/downloads/{id}/cancel")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await PullRowAsync()).Status.ShouldBe(PullStatus.Cancelled);
    }

    [Fact]
    public async Task A_pull_outlives_a_restart_of_Ollama()
    {
        Ollama.Options.PullBytesPerSecond = 60_000_000;
        await PullAsync();
        await Ollama.Requests.WaitAsync(r => r.Path == "/api/pull", Cancellation);

        await Eventually.HoldsAsync(async () => (await PullRowAsync()).CompletedBytes.ShouldBeGreaterThan(0));

        await Ollama.RestartAsync();

        await Eventually.HoldsAsync(async () => (await PullRowAsync()).Status.ShouldBe(PullStatus.Succeeded));
        Ollama.FetchedBytes.ShouldBe(Size);
    }

    [Fact]
    public async Task A_pull_waits_for_an_Ollama_that_is_away_however_often_it_is_tried()
    {
        Ollama.Options.PullBytesPerSecond = 60_000_000;
        await PullAsync();
        await Eventually.HoldsAsync(async () => (await PullRowAsync()).CompletedBytes.ShouldBeGreaterThan(0));
        var attempts = 0;

        await Ollama.RestartAsync(meanwhile: async () =>
        {
            await Eventually.HoldsAsync(async () => (await PullRowAsync()).RetryAt.ShouldNotBeNull());
            attempts = (await PullRowAsync()).Attempt;
            await Root.PostAsync($"/model/downloads/{(await PullRowAsync()).Id}/retry");
            await Eventually.HoldsAsync(async () => (await PullRowAsync()).Error.ShouldNotBeNull());
        });

        attempts.ShouldBeLessThanOrEqualTo(1);
        await Eventually.HoldsAsync(async () => (await PullRowAsync()).Status.ShouldBe(PullStatus.Succeeded));
        Ollama.FetchedBytes.ShouldBe(Size);
    }

    [Fact]
    public async Task A_registry_that_dies_in_the_middle_costs_no_byte()
    {
        Ollama.Options.PullBytesPerSecond = 200_000_000;
        Ollama.Faults.NextPull(Fault.RegistryDies(afterPercent: 40, patience: TimeSpan.FromSeconds(1)));
        await PullAsync();

        await Eventually.HoldsAsync(async () => (await PullRowAsync()).Error.ShouldNotBeNull());
        await Eventually.HoldsAsync(async () => (await PullRowAsync()).Status.ShouldBe(PullStatus.Succeeded));
        Ollama.FetchedBytes.ShouldBe(Size);
    }

    [Fact]
    public async Task A_cancel_right_after_a_pause_wins_and_both_say_who_it_was()
    {
        Ollama.Options.PullBytesPerSecond = 20_000_000;
        var id = await PullAsync();
        await Ollama.Requests.WaitAsync(r => r.Path == "/api/pull", Cancellation);

        var pausing = Root.PostAsync($"/model/downloads/{id}/pause");
        var cancelled = await Root.PostAsync($"/model/downloads/{id}/cancel");
        await pausing;

        cancelled.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await PullRowAsync()).Status.ShouldBe(PullStatus.Cancelled);
        var last = await Root.EventsAsync($"/model/download/{Model}", cancellationToken: Cancellation).LastAsync(Cancellation);
        last.Data.GetProperty("step").GetString().ShouldBe($"Cancelled by {Portal.RootName}; what was downloaded so far is kept.");
    }

    [Fact]
    public async Task Two_big_layers_never_move_the_bar_backwards()
    {
        Ollama.Options.PullBytesPerSecond = 2_000_000_000;
        const string TwoLayers = "llava:7b";
        await Root.PostAsync($"/model/download/{TwoLayers}");

        var told = await Root.EventsAsync($"/model/download/{TwoLayers}", cancellationToken: Cancellation).ToListAsync(Cancellation);

        told[^1].Type.ShouldBe("done");
        var fractions = told.ConvertAll(e => e.Data.GetProperty("fraction").GetDouble());
        fractions.ShouldBeInOrder();
        fractions[^1].ShouldBe(1);
        fractions.Count(f => f is > 0 and < 1).ShouldBeGreaterThan(2);
    }

    [Fact]
    public async Task Who_waits_knows_its_place()
    {
        Ollama.Options.PullBytesPerSecond = 20_000_000;
        await PullAsync();
        await Root.PostAsync("/model/download/gemma3:1b");
        await Root.PostAsync("/model/download/phi4:14b");

        var told = await Root.EventsAsync("/model/downloads/events", cancellationToken: Cancellation)
            .Where(e => e.Type == "progress").Take(3).ToListAsync(Cancellation);

        told.ToDictionary(e => e.Data.GetProperty("model").GetString()!, e => e.Data.GetProperty("place").GetRawText())
            .ShouldBe(new Dictionary<string, string> { [Model] = "null", ["gemma3:1b"] = "1", ["phi4:14b"] = "2" }, ignoreOrder: true);
        foreach (var pull in await RowsAsync<ModelPull>()) await Root.PostAsync($"/model/downloads/{pull.Id}/cancel");
    }

    [Fact]
    public async Task Many_viewers_of_one_pull_see_the_same_numbers_and_Ollama_is_asked_once()
    {
        Ollama.Options.PullBytesPerSecond = 60_000_000;
        await PullAsync();
        await Ollama.Requests.WaitAsync(r => r.Path == "/api/pull", Cancellation);

        var viewers = await Task.WhenAll(Enumerable.Range(0, 40).Select(async _ =>
        {
            var since = Stopwatch.GetTimestamp();
            var told = await Root.EventsAsync($"/model/download/{Model}", cancellationToken: Cancellation).ToListAsync(Cancellation);
            return (Took: Stopwatch.GetElapsedTime(since), Told: told.ConvertAll(e => e.Data.GetProperty("completedBytes").GetInt64()));
        }));

        Ollama.Requests.Pulls.Count.ShouldBe(1);
        var longest = viewers.MaxBy(v => v.Told.Count).Told;
        foreach (var (took, told) in viewers)
        {
            // The first is how things were when this one came.
            told.Skip(1).ShouldBe(longest.TakeLast(told.Count - 1));
            told.Count.ShouldBeInRange(5, 2 + (int)(4 * took.TotalSeconds));
        }
    }

    [Fact]
    public async Task What_failed_for_good_is_retried_by_hand()
    {
        Ollama.Faults.NextPull(Fault.DiskFull());
        var id = await PullAsync();
        await Eventually.HoldsAsync(async () => (await PullRowAsync()).Status.ShouldBe(PullStatus.Failed));

        (await Root.PostAsync($"/model/downloads/{id}/retry")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        await Eventually.HoldsAsync(async () => (await PullRowAsync()).Status.ShouldBe(PullStatus.Succeeded));
        (await PullRowAsync()).Error.ShouldBeNull();
    }

    [Fact]
    public async Task Members_see_the_strip_with_the_name_of_who_asked_and_change_nothing()
    {
        Ollama.Options.PullBytesPerSecond = 20_000_000;
        using var member = await Portal.RegisterMemberAsync("sam.other");
        var id = await PullAsync();
        await Ollama.Requests.WaitAsync(r => r.Path == "/api/pull", Cancellation);

        var page = await member.PageAsync("/dashboard");
        page.ShouldContain(Model);
        page.ShouldContain($"requested by {Portal.RootName}");
        page.ShouldNotContain($"/model/downloads/{id}/pause");
        foreach (var act in new[] { "pause", "resume", "retry", "cancel" })
            (await member.PostAsync($"/model/downloads/{id}/{act}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await Root.PostAsync($"/model/downloads/{id}/cancel");
    }

    private async Task<string> PullAsync() =>
        (await (await Root.PostAsync($"/model/download/{Model}")).JsonAsync()).GetProperty("id").GetString()!;

    private async Task<ModelPull> PullRowAsync() => (await RowsAsync<ModelPull>()).Single();
}
