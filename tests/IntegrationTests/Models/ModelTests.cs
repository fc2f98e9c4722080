using System.Net;
using ChatAi.Domain.Models;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Models;

public sealed class ModelTests : SharedPortalTests
{
    [Fact]
    public async Task The_dashboard_shows_what_is_installed_and_what_is_not_yet()
    {
        var page = WebUtility.HtmlDecode(await Root.PageAsync("/dashboard"));

        page.ShouldContain("llama3.2:3b");
        page.ShouldContain("2.0 GB");
        page.ShouldContain("3.2B");
        page.ShouldContain("Q4_K_M");
        page.ShouldContain("4 models");
        (await Root.PageAsync("/dashboard?all=true")).ShouldContain("deepseek-r1");
    }

    [Fact]
    public async Task The_list_is_JSON_too()
    {
        var list = await Root.JsonAsync("/models/list");

        list.GetProperty("downloaded").EnumerateArray().Select(m => m.GetProperty("name").GetString()).ShouldContain("qwen3:8b");
        list.GetProperty("available").EnumerateArray().Select(m => m.GetProperty("name").GetString()).ShouldNotContain("qwen3:8b");
    }

    [Fact]
    public async Task A_pull_shows_its_progress_and_ends_with_the_model_installed()
    {
        Ollama.Options.PullBytesPerSecond = 200_000_000;

        var started = await Root.PostAsync("/model/download/smollm2:135m");
        started.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var events = await Root.EventsAsync("/model/download/smollm2:135m", cancellationToken: Cancellation).ToListAsync(Cancellation);

        events[^1].Type.ShouldBe("done");
        var bytes = events.Where(e => e.Type == "progress").Select(e => e.Data.GetProperty("completedBytes").GetInt64()).ToList();
        bytes.Count.ShouldBeGreaterThan(2);
        bytes.ShouldBeInOrder();
        (await RowsAsync<Model>()).ShouldContain(m => m.Name == ModelName.Parse("smollm2:135m"));
        (await RowsAsync<ModelPull>()).Single().Status.ShouldBe(PullStatus.Succeeded);
    }

    [Fact]
    public async Task Who_asks_twice_joins_the_one_pull()
    {
        Ollama.Options.PullBytesPerSecond = 20_000_000;
        await Root.PageAsync("/dashboard");

        var tickets = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Root.PostAsync("/model/download/smollm2:135m")));

        var ids = new HashSet<string?>();
        foreach (var ticket in tickets) ids.Add((await ticket.JsonAsync()).GetProperty("id").GetString());
        ids.Count.ShouldBe(1);
        await Ollama.Requests.WaitAsync(r => r.Path == "/api/pull", Cancellation);
        Ollama.Requests.Pulls.Count.ShouldBe(1);
        (await RowsAsync<ModelPull>()).Count.ShouldBe(1);

        (await Root.PostAsync($"/model/downloads/{ids.Single()}/cancel")).IsSuccessStatusCode.ShouldBeTrue();
        (await RowsAsync<ModelPull>()).Single().Status.ShouldBe(PullStatus.Cancelled);
        await Ollama.Requests.WaitAsync(r => r is { Path: "/api/pull", ClientLeft: true }, Cancellation);
    }

    [Fact]
    public async Task A_pull_goes_on_after_a_restart_of_the_portal()
    {
        Ollama.Options.PullBytesPerSecond = 60_000_000;
        await Root.PostAsync("/model/download/smollm2:135m");
        await Eventually.HoldsAsync(async () => (await RowsAsync<ModelPull>()).Single().CompletedBytes.ShouldBeGreaterThan(0));
        (await Root.PageAsync("/dashboard")).ShouldContain("Downloading");

        await Portal.RestartAsync();

        await Eventually.HoldsAsync(async () => (await RowsAsync<ModelPull>()).Single().Status.ShouldBe(PullStatus.Succeeded));
        Ollama.Requests.Pulls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_failed_pull_says_why()
    {
        Ollama.Faults.NextPull(Fault.DiskFull());
        await Root.PostAsync("/model/download/smollm2:135m");

        var last = await Root.EventsAsync("/model/download/smollm2:135m", cancellationToken: Cancellation).LastAsync(Cancellation);

        last.Type.ShouldBe("failed");
        last.Data.GetProperty("error").GetString()!.ShouldContain("disk");
        WebUtility.HtmlDecode(await Root.PageAsync("/dashboard")).ShouldContain("The disk of the model server is full");
    }

    [Theory]
    [InlineData("two%20words")]
    [InlineData("..%2F..%2Fetc%2Fpasswd")]
    [InlineData("a/b/c/d/e")]
    [InlineData("-rf")]
    public async Task A_name_that_is_none_is_refused_before_Ollama_hears_of_it(string name)
    {
        var answer = await Root.PostAsync($"/model/download/{name}");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.DetailAsync()).ShouldContain("A model name looks like");
        Ollama.Requests.Pulls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_registry_that_is_not_on_the_list_is_refused()
    {
        var answer = await Root.PostAsync("/model/download/127.0.0.1:5001/library/tinypull:latest");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.DetailAsync()).ShouldContain("not allowed");
        Ollama.Requests.Pulls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_name_that_the_registry_does_not_know_says_so()
    {
        await Root.PostAsync("/model/download/nosuch:1b");

        var last = await Root.EventsAsync("/model/download/nosuch:1b", cancellationToken: Cancellation).LastAsync(Cancellation);

        last.Data.GetProperty("error").GetString()!.ShouldContain("No model named nosuch:1b");
    }

    [Fact]
    public async Task A_model_is_deleted()
    {
        var answer = await Root.PostFormAsync("/model/delete/gemma3:4b", tokenFrom: "/dashboard");

        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        (await RowsAsync<Model>()).Single(m => m.Name == ModelName.Parse("gemma3:4b")).MissingSince.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_model_that_is_answering_is_not_deleted()
    {
        Ollama.Faults.NextChat(Fault.Silence());
        var chat = await Root.NewChatAsync();
        await Root.PostFormAsync($"/chat/{chat}/model", new() { ["model"] = "gemma3:4b" }, $"/chat/{chat}");
        await Root.PostAsync($"/chat/{chat}/message", new { message = "Hello" });

        var answer = await Root.PostAsync("/model/delete/gemma3:4b");

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await answer.DetailAsync()).ShouldContain("is generating an answer");
        await Root.PostAsync($"/chat/{chat}/stop");
    }

    [Fact]
    public async Task Details_come_from_the_model_itself()
    {
        var page = WebUtility.HtmlDecode(await Root.PageAsync("/model/details/qwen3:8b"));

        page.ShouldContain("qwen3:8b");
        page.ShouldContain("40,960");
        page.ShouldContain("Reasoning");
    }

    [Fact]
    public async Task The_details_of_a_model_in_memory_tell_where_and_until_when()
    {
        Ollama.Options.GpuShare = 0.5;
        await Root.PostAsync("/model/load/qwen3:8b");

        var page = WebUtility.HtmlDecode(await Root.PageAsync("/model/details/qwen3:8b"));

        page.ShouldContain(" GB on the GPU");
        page.ShouldContain("unless used");
        page.ShouldContain("Unload");
        (await Root.JsonAsync("/ollama/status?now=true")).GetProperty("running").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task The_details_of_a_variant_tell_what_it_was_made_from()
    {
        await Root.PostFormAsync(
            "/model/create",
            new()
            {
                ["name"] = "terse:v1",
                ["from"] = "llama3.2:3b",
                ["system_prompt"] = "Be terse.",
            },
            "/dashboard"
        );

        await Eventually.HoldsAsync(async () => (await Root.PageAsync("/model/details/terse:v1")).ShouldContain("Based on"));
    }

    [Fact]
    public async Task The_status_tells_when_Ollama_goes_and_comes_back()
    {
        var status = await Root.JsonAsync("/ollama/status");
        status.GetProperty("connected").GetBoolean().ShouldBeTrue();
        status.GetProperty("latencyMs").GetDouble().ShouldBeGreaterThan(0);
        status.GetProperty("running").GetInt32().ShouldBe(0);
        var since = status.GetProperty("since").GetDateTimeOffset();

        var port = Ollama.Address.Port;
        await Ollama.DisposeAsync();
        await Eventually.HoldsAsync(async () =>
            (await Root.JsonAsync("/ollama/status?now=true")).GetProperty("connected").GetBoolean().ShouldBeFalse()
        );
        var away = await Root.JsonAsync("/ollama/status");
        away.GetProperty("since").GetDateTimeOffset().ShouldBeGreaterThan(since);
        away.GetProperty("latencyMs").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        var page = WebUtility.HtmlDecode(await Root.PageAsync("/model/details/qwen3:8b"));
        page.ShouldContain("40,960");
        page.ShouldContain("Can't reach Ollama.");
        (await Root.PageAsync("/dashboard")).ShouldContain("Not connected");

        await using var again = await SimulatedOllama.StartAsync(new SimulatorOptions { Port = port }, Cancellation);
        await Eventually.HoldsAsync(async () =>
            (await Root.JsonAsync("/ollama/status?now=true")).GetProperty("connected").GetBoolean().ShouldBeTrue()
        );
    }
}
