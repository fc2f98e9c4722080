using System.Net;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Common;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Persistence;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using ChatAi.Testing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Models;

/// <summary>No path leads to a registry outside <c>Models__AllowedRegistries</c>, whatever was allowed when a download was asked
/// for.</summary>
public sealed class RegistryTests : SignedInTests
{
    private static readonly ModelName Foreign = ModelName.Parse("elsewhere.example:5000/team/smollm2:135m");

    public override async ValueTask DisposeAsync()
    {
        var pulls = Ollama.Requests.Pulls;
        await base.DisposeAsync();
        pulls.ShouldNotContain(r => r.Body.Contains(Foreign.Host!, StringComparison.OrdinalIgnoreCase));
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Update_all_leaves_out_what_came_from_one()
    {
        Ollama.Models.Install(KnownModels.Find("smollm2:135m")! with { Name = Foreign.ToString() });
        await Eventually.HoldsAsync(async () => (await Root.PageAsync("/dashboard?now=true")).ShouldContain(Foreign.ToString()));

        await Root.PostFormAsync("/models/update", null, "/dashboard");

        await Eventually.HoldsAsync(async () =>
        {
            var pulls = await RowsAsync<ModelPull>();
            pulls.ShouldNotBeEmpty();
            pulls.ShouldAllBe(p => p.Status == PullStatus.Succeeded);
        });
        (await RowsAsync<ModelPull>()).ShouldNotContain(p => p.Model == Foreign);
    }

    [Theory]
    [InlineData("resume")]
    [InlineData("retry")]
    public async Task A_download_that_pauses_or_has_failed_does_not_go_on_from_one(string action)
    {
        await AddPullAsync(pull =>
        {
            if (action == "resume") pull.Pause(null);
            else pull.Fail(Reason.OfText("It broke off."), DateTimeOffset.UtcNow);
        });

        (await Root.PostAsync($"/model/downloads/{(await RowsAsync<ModelPull>()).Single().Id}/{action}")).StatusCode.ShouldBe(
            HttpStatusCode.NoContent
        );

        await FailedAsync();
    }

    [Fact]
    public async Task A_download_that_waits_is_not_begun_by_a_restart()
    {
        await AddPullAsync(_ => { });

        await Portal.RestartAsync();

        await FailedAsync();
    }

    [Fact]
    public async Task A_request_from_an_earlier_time_cannot_be_approved()
    {
        await InStoreAsync((db, user) => db.ModelRequests.Add(ModelRequest.Ask(Foreign, user, "", DateTimeOffset.UtcNow)));
        var request = (await RowsAsync<ModelRequest>()).Single();

        var refused = await Root.PostFormAsync($"/model/requests/{request.Id}/approve", null, "/dashboard");

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await RowsAsync<ModelPull>()).ShouldBeEmpty();
        (await RowsAsync<ModelRequest>()).Single().Status.ShouldBe(ModelRequestStatus.Open);
    }

    [Fact]
    public async Task A_base_that_was_deleted_a_moment_ago_is_not_fetched_for_a_variant()
    {
        Ollama.Models.Install(KnownModels.Find("smollm2:135m")! with { Name = Foreign.ToString() });
        await Eventually.HoldsAsync(async () => (await Root.PageAsync("/dashboard?now=true")).ShouldContain(Foreign.ToString()));
        Ollama.Models.Remove(Foreign.ToString());

        await Root.PostFormAsync("/model/create", new() { ["name"] = "variant:latest", ["from"] = Foreign.ToString() }, "/dashboard");

        Ollama.Requests.To("/api/create").ShouldBeEmpty();
    }

    private Task FailedAsync() => Eventually.HoldsAsync(async () =>
    {
        var pull = (await RowsAsync<ModelPull>()).Single();
        pull.Status.ShouldBe(PullStatus.Failed);
        pull.Error!.Words(isAdministrator: true).ShouldContain("Models__AllowedRegistries");
    });

    private Task<int> AddPullAsync(Action<ModelPull> change) => InStoreAsync((db, user) =>
    {
        var pull = ModelPull.Ask(Foreign, user, DateTimeOffset.UtcNow);
        change(pull);
        db.ModelPulls.Add(pull);
    });

    private Task<int> InStoreAsync(Action<ApplicationDbContext, UserId> change) => Portal.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<ApplicationDbContext>();
        change(db, db.Users.Single().Id);
        return await db.SaveChangesAsync(Cancellation);
    });
}
