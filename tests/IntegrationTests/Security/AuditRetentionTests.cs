using ChatAi.Domain.Audit;
using ChatAi.Infrastructure.Persistence;
using ChatAi.IntegrationTests.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

public sealed class AuditRetentionTests : SignedInTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());

    protected override TimeProvider Time => _clock;

    [Fact]
    public async Task Entries_that_are_older_than_is_kept_are_deleted_and_their_numbers_are_not_given_again()
    {
        await AddAsync(_clock.GetUtcNow().AddDays(-400), 3);
        await AddAsync(_clock.GetUtcNow().AddDays(-300), 2);
        var newest = (await RowsAsync<AuditEntry>()).Max(e => e.Id);

        await Portal.RestartAsync();

        // The first deletion comes a while after the start.
        await Eventually.HoldsAsync(async () =>
        {
            _clock.Advance(Step);
            (await RowsAsync<AuditEntry>()).Count(e => e.Action == "model.load").ShouldBe(2);
        });
        await AddAsync(_clock.GetUtcNow(), 1);
        (await RowsAsync<AuditEntry>()).Max(e => e.Id).ShouldBe(newest + 1);
    }

    private Task<int> AddAsync(DateTimeOffset at, int count) =>
        Portal.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<ApplicationDbContext>();
            db.AuditEntries.AddRange(
                Enumerable
                    .Range(0, count)
                    .Select(n => AuditEntry.Of(at, null, "robin", "model.load", $"model-{n}", "10.0.0.1", AuditEntry.Done))
            );
            return await db.SaveChangesAsync(Cancellation);
        });
}
