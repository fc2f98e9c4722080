using ChatAi.Application.Answers;
using ChatAi.Application.Models;
using ChatAi.Domain.Accounts;
using ChatAi.Infrastructure.Persistence;
using ChatAi.OllamaSimulator;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatAi.IntegrationTests.Common;

/// <summary>One portal for the tests of a class, which take it in turn and find it as if it had just started.</summary>
public sealed class PortalFixture : IAsyncDisposable
{
    /// <summary>The first account, without which every page leads to its registration. It is disabled, so that no test counts it as an
    /// administrator.</summary>
    public const string FirstName = "first.account";

    // The audit log cannot be changed, and the others say who may come in and read a cookie.
    private static readonly HashSet<string> KeptTables = ["AuditEntries", "DataProtectionKeys", "Users"];

    private Portal? _portal;

    public async Task<Portal> TakeAsync(SimulatorOptions options, Func<Task<Portal>> startAsync)
    {
        if (_portal is null)
        {
            _portal = await startAsync();
            var first = User.Root(UserName.From(FirstName), TimeProvider.System.GetUtcNow());
            first.Disable();
            await _portal.CreateAccountAsync(first);
            return _portal;
        }

        _portal.Ollama.Reset(options);
        var monitor = _portal.Services.GetRequiredService<IModelServerMonitor>();
        await monitor.RefreshAsync(TimeSpan.Zero, TestContext.Current.CancellationToken);
        return _portal;
    }

    /// <summary>Removes what a test leaves behind.</summary>
    public async Task ReturnAsync()
    {
        // What a failed test leaves behind must not fail the next one too.
        var hasFailed = TestContext.Current.TestState?.Result == TestResult.Failed;
        if (hasFailed || !_portal!.Ollama.IsRunning)
        {
            await DisposeAsync();
            return;
        }

        try
        {
            await EndOpenWorkAsync();
            await _portal.InScopeAsync(EmptyStoreAsync);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        var portal = _portal;
        _portal = null;
        if (portal is not null) await portal.DisposeAsync();
    }

    private Task<bool> EndOpenWorkAsync() => _portal!.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<ApplicationDbContext>();
        var answers = services.GetRequiredService<IAnswerQueue>();
        foreach (var user in await db.Users.Select(u => u.Id).ToListAsync()) await answers.StopAllOfAsync(user);

        var pulls = services.GetRequiredService<IPullQueue>();
        foreach (var pull in await db.ModelPulls.Select(p => p.Id).ToListAsync())
            await pulls.CancelAsync(pull, by: null, CancellationToken.None);
        return true;
    });

    private static async Task<int> EmptyStoreAsync(IServiceProvider services)
    {
        var db = services.GetRequiredService<ApplicationDbContext>();
        var tables = db.Model.GetEntityTypes().Select(entity => entity.GetTableName()).OfType<string>().Distinct();
        var statements = tables.Where(table => !KeptTables.Contains(table)).Select(table => $"DELETE FROM \"{table}\";");
        var sql = $"PRAGMA defer_foreign_keys = ON; {string.Join(' ', statements)} DELETE FROM \"Users\" WHERE NOT \"IsFirst\";";
        await using var transaction = await db.Database.BeginTransactionAsync();
        var deleted = await db.Database.ExecuteSqlRawAsync(sql);
        await transaction.CommitAsync();
        return deleted;
    }
}
