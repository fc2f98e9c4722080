using System.Net;
using ChatAi.Domain.Models;
using ChatAi.IntegrationTests.Common;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Models;

/// <summary>With the disk of this machine, of which a little less than all is to stay free.</summary>
public sealed class DiskTests : SignedInTests
{
    private const long Room = 3_000_000_000;

    private static readonly string Folder = Path.GetTempPath();

    protected override Dictionary<string, string> Settings => new()
    {
        // The folder is not there yet, as before the first model.
        ["OLLAMA_MODELS"] = Path.Combine(Folder, "not-yet", "models"),
        ["Models:KeepFree"] = $"{Math.Max(0, new DriveInfo(Folder).AvailableFreeSpace - Room)}B",
    };

    [Fact]
    public async Task A_download_that_will_not_fit_is_refused_with_the_numbers()
    {
        var refused = await Root.PostAsync("/model/download/llama3.3:70b");

        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var problem = await refused.JsonAsync();
        problem.GetProperty("code").GetString().ShouldBe("pull.will-not-fit");
        problem
            .GetProperty("detail")
            .GetString()!
            .ShouldMatch(@"llama3.3:70b needs \d+\.\d GB more, .* \d+(\.\d)? [KMGT]?B free; .* stay free");
        Ollama.Requests.Pulls.ShouldBeEmpty();
        (await RowsAsync<ModelPull>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_of_unknown_size_ends_as_soon_as_its_size_is_known()
    {
        Ollama.Options.PullBytesPerSecond = 1_000_000;
        (await Root.PostAsync("/model/download/granite9:99b")).StatusCode.ShouldBe(HttpStatusCode.Accepted);

        await Eventually.HoldsAsync(async () => (await RowsAsync<ModelPull>()).Single().Status.ShouldBe(PullStatus.Failed));
        (await RowsAsync<ModelPull>()).Single().Error!.Words().ShouldContain("granite9:99b needs 60.4 GB more");
    }

    [Fact]
    public async Task What_other_downloads_still_need_counts()
    {
        Ollama.Options.PullBytesPerSecond = 1_000;
        (await Root.PostAsync("/model/download/smollm2:1.7b")).StatusCode.ShouldBe(HttpStatusCode.Accepted);

        var refused = await Root.PostAsync("/model/download/phi4-mini:3.8b");

        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await refused.DetailAsync()).ShouldContain("of which other downloads need");
        await Root.PostAsync($"/model/downloads/{(await RowsAsync<ModelPull>()).Single().Id}/cancel");
    }

    [Fact]
    public async Task What_is_free_is_told()
    {
        var disk = (await Root.JsonAsync("/ollama/status")).GetProperty("disk");

        disk.GetProperty("total").GetInt64().ShouldBe(new DriveInfo(Folder).TotalSize);
        disk.GetProperty("free").GetInt64().ShouldBeInRange(1, disk.GetProperty("total").GetInt64());
        (await Root.PageAsync("/dashboard")).ShouldContain("free on disk");
    }
}
