using System.Net;
using ChatAi.Domain.Models;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Models;

public sealed class OriginTests : SignedInTests
{
    [Fact]
    public async Task A_variant_of_what_is_not_installed_is_refused_before_Ollama_fetches_it()
    {
        (await FormAsync("/model/create", ("name", "x:v1"), ("from", "10.0.0.5:5000/a/b"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await FormAsync("/model/create", ("name", "x:v1"), ("from", "smollm2:135m"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        Ollama.Requests.To("/api/create").ShouldBeEmpty();
    }

    [Fact]
    public async Task Copies_and_variants_are_not_updated_and_no_download_takes_their_place()
    {
        await FormAsync("/model/copy/llama3.2:3b", ("to", "smollm2:135m"));
        await FormAsync("/model/create", ("name", "phi4:14b"), ("from", "llama3.2:3b"), ("system_prompt", "Be terse."));
        await FormAsync("/models/update");

        await Eventually.HoldsAsync(async () => (await RowsAsync<ModelPull>()).ShouldAllBe(p => p.Status == PullStatus.Succeeded));
        (await RowsAsync<ModelPull>()).Select(p => p.Model.ToString())
            .ShouldBe(["gemma3:4b", "llama3.2:3b", "nomic-embed-text:latest", "qwen3:8b"], ignoreOrder: true);
        foreach (var name in new[] { "smollm2:135m", "library/phi4:14b" })
        {
            var refused = await Root.PostAsync($"/model/download/{name}");
            refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
            (await refused.DetailAsync()).ShouldContain("is a local copy or variant");
        }
    }

    [Fact]
    public async Task Many_updates_are_told_as_a_count()
    {
        var counts = new List<(int Checked, int Total)>();
        var watching = Task.Run(
            async () =>
            {
                await foreach (var item in Root.EventsAsync("/model/downloads/events", cancellationToken: Cancellation))
                {
                    item.Type.ShouldBeOneOf("downloads", "updates");
                    if (item.Type == "updates")
                        counts.Add((item.Data.GetProperty("checked").GetInt32(), item.Data.GetProperty("total").GetInt32()));
                    if (counts is [.., (4, 4)])
                        return;
                }
            },
            Cancellation
        );
        Ollama.Faults.EveryPull = Fault.SlowVerify(TimeSpan.FromSeconds(0.4));

        await FormAsync("/models/update");
        await watching;

        counts.ShouldBeInOrder();
        counts.Select(c => c.Total).Distinct().ShouldBe([4]);
    }

    [Fact]
    public async Task Updates_are_stopped_together()
    {
        Ollama.Faults.EveryPull = Fault.SilentManifest();
        await FormAsync("/models/update");
        await Ollama.Requests.WaitAsync(r => r.Path == "/api/pull", Cancellation);

        (await FormAsync("/models/update/cancel")).StatusCode.ShouldBe(HttpStatusCode.Found);

        (await RowsAsync<ModelPull>()).Select(p => p.Status).Distinct().ShouldBe([PullStatus.Cancelled]);
    }

    [Fact]
    public async Task A_variant_that_was_made_beside_the_portal_is_known_by_its_parent()
    {
        Ollama.Models.Install(KnownModels.Find("llama3.2:3b")! with { Name = "smollm2:360m", ParentModel = "llama3.2:3b" });
        await Eventually.HoldsAsync(async () =>
        {
            await Root.PageAsync("/dashboard?now=true");
            (await NamesAsync(Root)).ShouldContain("smollm2:360m");
        });

        (await Root.PostAsync("/model/download/smollm2:360m")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_name_that_is_being_downloaded_is_taken()
    {
        Ollama.Options.PullBytesPerSecond = 20_000_000;
        var id = (await (await Root.PostAsync("/model/download/smollm2:135m")).JsonAsync()).GetProperty("id").GetString();

        (await FormAsync("/model/copy/llama3.2:3b", ("to", "registry.ollama.ai/library/smollm2:135m"))).StatusCode.ShouldBe(
            HttpStatusCode.Conflict
        );
        await Root.PostAsync($"/model/downloads/{id}/cancel");
    }

    [Fact]
    public async Task The_long_and_the_short_form_of_a_name_are_one_download()
    {
        Ollama.Options.PullBytesPerSecond = 20_000_000;
        await Root.PostAsync("/model/download/smollm2:135m");

        var joined = await (await Root.PostAsync("/model/download/registry.ollama.ai/library/smollm2:135m")).JsonAsync();

        joined.GetProperty("joined").GetBoolean().ShouldBeTrue();
        (await RowsAsync<ModelPull>()).Count.ShouldBe(1);
        await Root.PostAsync($"/model/downloads/{joined.GetProperty("id").GetString()}/cancel");
    }

    [Fact]
    public async Task What_is_hidden_stays_hidden_when_the_models_were_out_of_sight()
    {
        using var member = await Portal.RegisterMemberAsync("sam.other");
        await FormAsync("/model/hide/qwen3:8b");
        var model = Ollama.Models.Find("qwen3:8b")!;

        Ollama.Models.Remove("qwen3:8b");
        await Eventually.HoldsAsync(async () =>
        {
            await Root.PageAsync("/dashboard?now=true");
            (await NamesAsync(Root)).ShouldNotContain("qwen3:8b");
        });
        Ollama.Models.Install(model);
        await Eventually.HoldsAsync(async () =>
        {
            await Root.PageAsync("/dashboard?now=true");
            (await NamesAsync(Root)).ShouldContain("qwen3:8b");
        });

        (await NamesAsync(member)).ShouldNotContain("qwen3:8b");
    }

    [Fact]
    public async Task What_is_deleted_leaves_memory_too()
    {
        await FormAsync("/model/load/gemma3:4b");
        await FormAsync("/model/delete/gemma3:4b");

        (await Root.PageAsync("/dashboard?now=true")).ShouldNotContain("in memory");
    }

    [Fact]
    public async Task An_approved_wish_names_the_one_who_had_it()
    {
        Ollama.Options.PullBytesPerSecond = 20_000_000;
        using var member = await Portal.RegisterMemberAsync("sam.other");
        await member.PostFormAsync("/model/request", new() { ["name"] = "smollm2:135m" }, "/dashboard");
        await FormAsync($"/model/requests/{(await RowsAsync<ModelRequest>()).Single().Id}/approve");

        (await Root.PageAsync("/dashboard")).ShouldContain("requested by sam.other");
        await Root.PostAsync($"/model/downloads/{(await RowsAsync<ModelPull>()).Single().Id}/cancel");
    }

    private Task<HttpResponseMessage> FormAsync(string path, params (string Name, string Value)[] fields) =>
        Root.PostFormAsync(path, fields.ToDictionary(f => f.Name, f => f.Value), "/dashboard");

    private static async Task<List<string>> NamesAsync(Visitor visitor) =>
        [
            .. (await visitor.JsonAsync("/models/list"))
                .GetProperty("downloaded")
                .EnumerateArray()
                .Select(m => m.GetProperty("name").GetString()!),
        ];
}
