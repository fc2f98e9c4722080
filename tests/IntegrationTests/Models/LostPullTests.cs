using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Persistence;
using ChatAi.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Models;

public sealed class LostPullTests : PortalTests
{
    private readonly FailingEnd _end = new();

    protected override PortalChanges Changes => new()
    {
        Services = services => services.ConfigureDbContext<ApplicationDbContext>(options => options.AddInterceptors(_end)),
    };

    [Fact]
    public async Task A_download_whose_end_cannot_be_stored_does_not_run_for_ever()
    {
        using var root = await Portal.RegisterRootAsync();

        await root.PostAsync("/model/download/smollm2:135m");

        await Eventually.HoldsAsync(async () => (await RowsAsync<ModelPull>()).Single().Status.ShouldBe(PullStatus.Succeeded));
        _end.HasFailed.ShouldBeTrue();
        Ollama.Requests.Pulls.Count.ShouldBe(2);
    }

    /// <summary>Fails once, and not as the store does.</summary>
    private sealed class FailingEnd : SaveChangesInterceptor
    {
        public bool HasFailed { get; private set; }

        public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
            DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            var isEnd = eventData.Context!.ChangeTracker.Entries<ModelPull>()
                .Any(pull => pull is { State: EntityState.Modified, Entity.Status: PullStatus.Succeeded });
            if (!isEnd || HasFailed) return ValueTask.FromResult(result);
            HasFailed = true;
            throw new NotSupportedException("Not a failure of the store.");
        }
    }
}
