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
        told.ShouldContain(e => e.Data.GetProperty("status").GetString() == "queued" && e.Data.GetProperty("error").GetString()!.Contains("broke off"));
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

        await Portal.RestartOllamaAsync();

        await Eventually.HoldsAsync(async () => (await PullRowAsync()).Status.ShouldBe(PullStatus.Succeeded));
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
        page.ShouldContain($"asked by {Portal.RootName}");
        page.ShouldNotContain($"/model/downloads/{id}/pause");
        foreach (var act in new[] { "pause", "resume", "retry", "cancel" })
            (await member.PostAsync($"/model/downloads/{id}/{act}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await Root.PostAsync($"/model/downloads/{id}/cancel");
    }

    private async Task<string> PullAsync() =>
        (await (await Root.PostAsync($"/model/download/{Model}")).JsonAsync()).GetProperty("id").GetString()!;

    private async Task<ModelPull> PullRowAsync() => (await RowsAsync<ModelPull>()).Single();
}
