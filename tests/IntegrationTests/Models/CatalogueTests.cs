using System.Net;
using ChatAi.IntegrationTests.Common;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Models;

public sealed class CatalogueTests : SignedInTests
{
    [Fact]
    public async Task An_administrators_own_file_takes_the_place_of_the_packaged_list_at_once()
    {
        (await AvailableAsync(Root)).Count.ShouldBeGreaterThan(80);

        await File.WriteAllTextAsync(Path.Combine(Portal.DataDirectory, "catalogue.tsv"),
            "name\ttag\tparameters\tsize_bytes\tquantization\tcontext_length\tcapabilities\tlicense\tdescription\n"
            + "house-model\t7b\t7B\t4000000000\tQ4_K_M\t8192\tcompletion\tMIT\tOurs\n"
            + "a broken line\n", Cancellation);

        (await AvailableAsync(Root)).ShouldBe(["house-model:7b"]);
    }

    [Fact]
    public async Task A_file_without_an_end_is_not_read()
    {
        File.CreateSymbolicLink(Path.Combine(Portal.DataDirectory, "catalogue.tsv"), "/dev/zero");

        (await AvailableAsync(Root)).Count.ShouldBeGreaterThan(80);
    }

    private static async Task<List<string>> AvailableAsync(Visitor visitor) =>
        [
            .. (await visitor.JsonAsync("/models/list"))
                .GetProperty("available")
                .EnumerateArray()
                .Select(m => m.GetProperty("name").GetString()!),
        ];

    [Fact]
    public async Task What_is_installed_is_marked_also_by_its_other_name()
    {
        Ollama.Models.Install("llama3.2:latest");
        Ollama.Models.Remove("llama3.2:3b");

        await Eventually.HoldsAsync(async () =>
        {
            await Root.JsonAsync("/ollama/status?now=true");
            var page = await Root.PageAsync("/dashboard?all=true");
            page.ShouldContain("3b, 2.0 GB, installed");
            page.ShouldContain("1b, 1.3 GB<");
            page.ShouldContain("8b, 5.2 GB, installed");
        });
        (await Root.JsonAsync("/models/list")).GetProperty("available").EnumerateArray().Select(m => m.GetProperty("name").GetString())
            .ShouldNotContain("llama3.2:3b");
    }

    [Fact]
    public async Task What_models_have_taken_says_what_fits_until_the_memory_is_stated()
    {
        (await Root.PageAsync("/dashboard?all=true")).ShouldNotContain("data-verdict=\"fits\"");
        await Root.PostAsync("/model/load/gemma3:4b");

        var seen = WebUtility.HtmlDecode(await Root.PageAsync("/dashboard?all=true"));
        seen.ShouldContain("the largest memory seen so far");
        seen.ShouldContain("1b, 1.3 GB, fits");
        seen.ShouldNotContain("too large");

        await Root.PostFormAsync("/models/policy", new() { ["memory"] = "8" }, "/dashboard");
        var stated = await Root.PageAsync("/dashboard?all=true");
        stated.ShouldContain("judged by 8.0 GB of memory");
        stated.ShouldContain("70b, 43.0 GB, too large");
    }

    [Fact]
    public async Task A_members_catalogue_takes_wishes_for_any_name()
    {
        using var member = await Portal.RegisterMemberAsync("sam.other");

        var page = await member.PageAsync("/dashboard");

        page.ShouldContain("Another model");
        page.ShouldContain("128k context");
        page.ShouldNotContain("action=\"/model/download\"");
    }
}
