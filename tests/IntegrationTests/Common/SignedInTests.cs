namespace ChatAi.IntegrationTests.Common;

/// <summary>Tests of what the first account does once it is signed in.</summary>
public abstract class SignedInTests : PortalTests
{
    protected Visitor Root { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Root = await Portal.RegisterRootAsync();
    }
}
