using System.Net;
using ChatAi.Domain.Models;
using ChatAi.IntegrationTests.Common;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Models;

/// <summary>Models that somebody made beside the portal, a moment before they are used in it.</summary>
public sealed class CreatedBesideTests : SignedInTests
{
    private const string Name = "smollm2:135m";

    [Fact]
    public async Task Can_be_used_at_once()
    {
        await CreateAsync(Name);
        (await Root.PostAsync("/chat/new", new { message = "Hello", model = Name })).IsSuccessStatusCode.ShouldBeTrue();

        await CreateAsync("smollm2:360m");
        (await Root.PostAsync("/model/default/smollm2:360m")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        await CreateAsync("smollm2:1.7b");
        (await Root.GetAsync("/model/details/smollm2:1.7b")).StatusCode.ShouldBe(HttpStatusCode.OK);

        await CreateAsync("gemma3:1b");
        (await Root.PostAsync("/model/hide/gemma3:1b")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Are_not_overwritten()
    {
        await CreateAsync(Name);
        var digest = Ollama.Models.Find(Name)!.Digest;

        await Root.PostFormAsync("/model/copy/llama3.2:3b", new() { ["to"] = Name }, "/dashboard");

        Ollama.Models.Find(Name)!.Digest.ShouldBe(digest);
    }

    [Fact]
    public async Task With_the_weights_of_a_loaded_one_they_are_in_memory_too()
    {
        var parent = Ollama.Models.Find("llama3.2:3b")!;
        Ollama.Models.Install(parent with { Name = "copy:latest", ModifiedAt = default });
        Ollama.Models.Install(
            parent with
            {
                Name = "variant:latest",
                ModifiedAt = default,
                ParentModel = parent.Name,
                Digest = new string('7', 64),
            }
        );
        await Eventually.HoldsAsync(async () =>
        {
            await Root.JsonAsync("/ollama/status?now=true");
            (await RowsAsync<Model>()).ShouldContain(m => m.Name == ModelName.Parse("variant") && m.ParentModel == parent.Name);
        });

        await Root.PostAsync("/model/load/llama3.2:3b");
        await Root.JsonAsync("/ollama/status?now=true");
        foreach (var name in new[] { "llama3.2:3b", "copy:latest", "variant:latest" })
            (await Root.PageAsync($"/model/details/{name}")).ShouldContain("Unload it to make room");
        (await Root.PageAsync("/model/details/qwen3:8b")).ShouldNotContain("Unload it to make room");

        await Root.PostAsync("/model/unload/variant:latest");
        (await Root.PageAsync("/model/details/llama3.2:3b")).ShouldNotContain("Unload it to make room");
    }

    [Fact]
    public async Task A_chat_with_a_variant_of_a_loaded_model_knows_its_context()
    {
        var parent = Ollama.Models.Find("llama3.2:3b")!;
        Ollama.Models.Install(
            parent with
            {
                Name = "variant:latest",
                ModifiedAt = default,
                ParentModel = parent.Name,
                Digest = new string('7', 64),
            }
        );
        await Eventually.HoldsAsync(async () =>
        {
            await Root.JsonAsync("/ollama/status?now=true");
            (await RowsAsync<Model>()).ShouldContain(m => m.Name == ModelName.Parse("variant") && m.ParentModel == parent.Name);
        });
        await Root.PostAsync("/model/load/llama3.2:3b");
        await Root.JsonAsync("/ollama/status?now=true");
        var chat = await Root.NewChatAsync();

        var answer = await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "Hello", model = "variant:latest" });

        (await answer.JsonAsync()).GetProperty("message").GetProperty("statistics").GetProperty("contextLength").GetInt32().ShouldBe(4096);
    }

    // The portal has just asked Ollama what there is.
    private async Task CreateAsync(string name)
    {
        await Root.JsonAsync("/ollama/status?now=true");
        Ollama.Models.Install(name);
    }
}
