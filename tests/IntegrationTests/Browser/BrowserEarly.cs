using Xunit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(ChatAi.IntegrationTests.Browser.BrowserEarly))]

namespace ChatAi.IntegrationTests.Browser;

/// <summary>
/// The longest chain of tests begins early, so that it is not waited for when all others are done, and not first, as it may have to wait
/// for containers (<see cref="Testing.MachineNetwork"/>). The others come in any order.
/// </summary>
public sealed class BrowserEarly : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection
    {
        var byBrowser = DefaultTestCollectionOrderer.Instance.OrderTestCollections(testCollections)
            .ToLookup(collection => collection.TestCollectionDisplayName == BrowserTests.Name);
        var before = byBrowser[false].Count() / 3;
        return [.. byBrowser[false].Take(before), .. byBrowser[true], .. byBrowser[false].Skip(before)];
    }
}
