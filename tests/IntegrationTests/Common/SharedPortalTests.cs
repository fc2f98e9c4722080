using ChatAi.Domain.Accounts;
using Xunit;

namespace ChatAi.IntegrationTests.Common;

/// <summary>
/// Tests that share the portal of their class. Each begins with a fresh simulator, an empty store, and an administrator of its own who
/// is signed in; what it leaves behind is removed after it.
/// </summary>
/// <remarks>
/// <see cref="PortalTests.Options"/> count for each test, all other settings for the class. Tests with a clock of their own, or of the
/// first account, the audit log, downloads or a start, use <see cref="PortalTests"/>.
/// </remarks>
public abstract class SharedPortalTests : PortalTests, IClassFixture<PortalFixture>
{
    private PortalFixture? _fixture;

    protected Visitor Root { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        _fixture = await TestContext.Current.GetFixture<PortalFixture>() ?? throw new InvalidOperationException("The class has no portal.");
        Portal = await _fixture.TakeAsync(Options, StartAsync);
        Root = await Portal.RegisterAsync(Portal.RootName, UserRole.Root);
    }

    private protected override async ValueTask ReleaseAsync(Portal portal)
    {
        Root?.Dispose();
        await _fixture!.ReturnAsync();
    }

    protected override async Task<List<T>> RowsAsync<T>()
    {
        var rows = await base.RowsAsync<T>();
        rows.RemoveAll(row => row is User { IsFirst: true });
        return rows;
    }
}
