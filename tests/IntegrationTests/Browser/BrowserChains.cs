using ChatAi.IntegrationTests.Common;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(ChatAi.IntegrationTests.Browser.BrowserChainsEarly))]

namespace ChatAi.IntegrationTests.Browser;

/// <summary>
/// Tests with a browser run in two chains beside all others, each with a Chromium and a portal of its own. A class belongs to the chain
/// that is shorter;
/// the times are in the report of a run (<c>-xml</c>).
/// </summary>
internal static class BrowserChains
{
    public const string First = "Browser 1";

    public const string Second = "Browser 2";

    /// <summary>Tests that measure. They run when all others are done.</summary>
    public const string Alone = "Browser alone";
}

[CollectionDefinition(BrowserChains.First)]
public sealed class FirstBrowserChain : ICollectionFixture<ChromiumFixture>, ICollectionFixture<PortalFixture>;

[CollectionDefinition(BrowserChains.Second)]
public sealed class SecondBrowserChain : ICollectionFixture<ChromiumFixture>, ICollectionFixture<PortalFixture>;

[CollectionDefinition(BrowserChains.Alone, DisableParallelization = true)]
public sealed class LoneBrowser : ICollectionFixture<ChromiumFixture>, ICollectionFixture<PortalFixture>;

/// <summary>
/// The longest chains of tests begin early, so that they are not waited for when all others are done, and not first, as they may have to
/// wait for containers (<see cref="Testing.MachineNetwork"/>). The others come in any order.
/// </summary>
public sealed class BrowserChainsEarly : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection
    {
        var byBrowser = DefaultTestCollectionOrderer.Instance.OrderTestCollections(testCollections)
            .ToLookup(collection => collection.TestCollectionDisplayName is BrowserChains.First or BrowserChains.Second);
        var before = byBrowser[false].Count() / 3;
        return [.. byBrowser[false].Take(before), .. byBrowser[true], .. byBrowser[false].Skip(before)];
    }
}
