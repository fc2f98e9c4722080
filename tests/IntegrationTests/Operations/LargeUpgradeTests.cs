using System.Diagnostics;
using ChatAi.Infrastructure.Operations;
using ChatAi.IntegrationTests.Common;
using ChatAi.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Operations;

/// <summary>The upgrade of a store as large as a team fills in years.</summary>
public sealed class LargeUpgradeTests : IDisposable
{
    private const int Messages = 1_000_000;

    private readonly string _data = Directory.CreateTempSubdirectory("chatai-test-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [SlowFact]
    public async Task A_million_messages_are_upgraded_within_five_minutes_and_none_is_lost()
    {
        var store = Path.Combine(_data, "chatai.db");
        OlderStore.Write(_data, chats: 1);
        OlderStore.AddMessages(store, Messages);
        const string Texts = "FROM \"MessageParts\" WHERE \"MessageId\" >= '0199'";
        var before = StoreDump.Rows(
            store, """SELECT sum(length("Content")), sum(length("Thinking")) FROM "Messages" WHERE "Id" >= '0199'""");
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("DATA_DIR", _data)]).Build();

        var clock = Stopwatch.StartNew();
        using (var data = DataDirectory.Open(configuration))
        {
            await new StorePreparation(data, TimeProvider.System, NullLogger.Instance).RunAsync(TestContext.Current.CancellationToken);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{Messages:N0} messages took {clock.Elapsed}.");
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(5));
        StoreDump.Rows(store, $"""SELECT sum(iif("Kind" = 1, length("Text"), 0)), sum(iif("Kind" = 0, length("Text"), 0)) {Texts}""")
            .ShouldBe(before);
        StoreDump.Rows(store, $"SELECT count(DISTINCT \"MessageId\") {Texts}").ShouldBe([$"{Messages}"]);
        OlderStore.Count(store).ShouldBe(1);
    }
}
