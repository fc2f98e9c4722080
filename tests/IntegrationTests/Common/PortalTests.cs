using ChatAi.Infrastructure.Persistence;
using ChatAi.OllamaSimulator;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatAi.IntegrationTests.Common;

/// <summary>Tests with a portal of their own.</summary>
public abstract class PortalTests : IAsyncLifetime
{
    protected Portal Portal { get; private protected set; } = null!;

    protected SimulatedOllama Ollama => Portal.Ollama;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected virtual SimulatorOptions Options => new();

    protected virtual Dictionary<string, string> Settings => [];

    /// <summary>The portal's clock.</summary>
    protected virtual TimeProvider Time => TimeProvider.System;

    protected virtual PortalChanges Changes => new();

    public virtual async ValueTask InitializeAsync() => Portal = await StartAsync();

    public virtual async ValueTask DisposeAsync()
    {
        // A test that is skipped before its start has none.
        if (Portal is not null) await ReleaseAsync(Portal);
        GC.SuppressFinalize(this);
    }

    private protected virtual ValueTask ReleaseAsync(Portal portal) => portal.DisposeAsync();

    private protected Task<Portal> StartAsync() => Portal.StartAsync(Options, Settings, Time, Changes);

    /// <summary>What the store holds, without the filter by owner.</summary>
    protected virtual Task<List<T>> RowsAsync<T>()
        where T : class => Portal.InScopeAsync(services =>
            services.GetRequiredService<ApplicationDbContext>().Set<T>().IgnoreQueryFilters().AsNoTracking().ToListAsync(Cancellation));

    /// <summary>Does to the store what the portal would not.</summary>
    protected Task<int> ExecuteAsync(string sql) => Portal.InScopeAsync(services =>
        services.GetRequiredService<ApplicationDbContext>().Database.ExecuteSqlRawAsync(sql, Cancellation));
}
