namespace ChatAi.IntegrationTests.Simulator;

/// <summary>The recordings that the simulator does not follow, and why.</summary>
internal static class ConformanceScope
{
    private static readonly Dictionary<string, int[]> Excluded = new()
    {
        ["/api/generate is not served: the portal only chats"] = [77, 78, 79, 80, 81, 82, 184, 185],
        ["logprobs are accepted and ignored: the portal does not ask for them"] = [71],
        ["the other /v1 APIs are not served: the portal speaks the native one"] = [103, 105, 106],
        ["blobs are not served: nobody uploads model files through the portal"] = [157, 158, 159],
    };

    private static readonly Dictionary<int, string> Reasons =
        Excluded.SelectMany(entry => entry.Value.Select(number => (number, entry.Key))).ToDictionary(pair => pair.number, pair => pair.Key);

    public static IEnumerable<string> Included => RecordedExchange.Names.Where(name => !Reasons.ContainsKey(Number(name)));

    public static IEnumerable<int> ExcludedNumbers => Reasons.Keys;

    public static int Number(string name) => int.Parse(name[..3], null);
}
