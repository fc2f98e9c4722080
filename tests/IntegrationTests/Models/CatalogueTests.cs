using ChatAi.IntegrationTests.Common;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Models;

public sealed class CatalogueTests : PortalTests
{
    [Fact]
    public async Task An_administrators_own_file_takes_the_place_of_the_packaged_list_at_once()
    {
        using var root = await Portal.RegisterRootAsync();
        (await AvailableAsync(root)).Count.ShouldBeGreaterThan(80);

        await File.WriteAllTextAsync(Path.Combine(Portal.DataDirectory, "catalogue.tsv"),
            "name\ttag\tparameters\tsize_bytes\tquantization\tcontext_length\tcapabilities\tlicense\tdescription\n"
            + "house-model\t7b\t7B\t4000000000\tQ4_K_M\t8192\tcompletion\tMIT\tOurs\n"
            + "a broken line\n", Cancellation);

        (await AvailableAsync(root)).ShouldBe(["house-model:7b"]);
    }

    private static async Task<List<string>> AvailableAsync(Visitor visitor) =>
        [.. (await visitor.JsonAsync("/models/list")).GetProperty("available").EnumerateArray().Select(m => m.GetProperty("name").GetString()!)];
}
