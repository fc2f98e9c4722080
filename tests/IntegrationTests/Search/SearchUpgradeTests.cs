using ChatAi.Domain.Search;
using ChatAi.Infrastructure.Operations;
using ChatAi.IntegrationTests.Common;
using ChatAi.IntegrationTests.Operations;
using ChatAi.OllamaSimulator;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Search;

/// <summary>A store of an older version is indexed in the background, whenever the portal is killed.</summary>
public sealed class SearchUpgradeTests : IAsyncLifetime
{
    private const int Messages = 3_000;
    private const int MoreMessages = 12_000;

    private readonly string _data = Directory.CreateTempSubdirectory("chatai-test-").FullName;
    private SimulatedOllama _ollama = null!;

    private string Store => Path.Combine(_data, "chatai.db");

    public async ValueTask InitializeAsync()
    {
        _ollama = await SimulatedOllama.StartAsync();
        OlderStore.Write(_data, chats: 5);
        OlderStore.AddMessages(Store, Messages);
    }

    public async ValueTask DisposeAsync()
    {
        await _ollama.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task An_upgraded_store_is_indexed_although_the_portal_is_killed_again_and_again()
    {
        const int all = Messages + MoreMessages + 5 + 1;
        OlderStore.AddMessages(Store, MoreMessages, first: Messages + 1);

        // A quick machine may be done before the last kill.
        long indexed = 0;
        for (var kill = 0; kill < 4 && indexed < all; kill++)
        {
            var before = indexed;
            await using var portal = await PortalProcess.StartAsync(_data, _ollama.Address);
            await Eventually.HoldsAsync(() => Task.Run(() => Indexed().ShouldBeGreaterThan(before)));
            await portal.KillAsync();
            indexed = Indexed();
        }

        await using (await PortalProcess.StartAsync(_data, _ollama.Address))
        {
            await Eventually.HoldsAsync(() => Task.Run(() => Waiting().ShouldBe(0)));
        }

        using var store = StoreDump.Open(Store);
        IndexScan.ShouldEqualScan(store);
        Indexed().ShouldBe(all);
    }

    [Fact]
    public async Task Another_version_of_the_tokens_builds_the_index_again()
    {
        await using (await PortalProcess.StartAsync(_data, _ollama.Address))
        {
            await Eventually.HoldsAsync(() => Task.Run(() => Waiting().ShouldBe(0)));
        }

        StoreDump.Execute(Store, $"""UPDATE "SearchState" SET "Version" = {SearchTokens.Version + 1} """);
        await using (await PortalProcess.StartAsync(_data, _ollama.Address))
        {
            await Eventually.HoldsAsync(() => Task.Run(() => Indexed().ShouldBe(Messages + 5 + 1)));
        }

        using var store = StoreDump.Open(Store);
        IndexScan.ShouldEqualScan(store);
    }

    [Fact]
    public async Task A_backup_has_the_index_and_can_be_restored()
    {
        var backup = Path.Combine(_data, "a.backup");
        await using (await PortalProcess.StartAsync(_data, _ollama.Address))
        {
            await Eventually.HoldsAsync(() => Task.Run(() => Waiting().ShouldBe(0)));
            await OperatorProcess.DoAsync(_data, "backup", backup);
        }

        await OperatorProcess.DoAsync(_data, "restore", backup);

        using var store = StoreDump.Open(Store);
        IndexScan.ShouldEqualScan(store);
    }

    [Fact]
    public async Task Imported_chats_are_indexed_by_the_next_start()
    {
        await OperatorProcess.DoAsync(_data, "import", new LegacyPortal(Path.Combine(_data, "old")).Write());

        await using (await PortalProcess.StartAsync(_data, _ollama.Address))
        {
            await Eventually.HoldsAsync(() => Task.Run(() => Waiting().ShouldBe(0)));
        }

        Indexed().ShouldBeGreaterThan(Messages + 5 + 1 + 5);
        using var store = StoreDump.Open(Store);
        IndexScan.ShouldEqualScan(store);
    }

    [Fact]
    public async Task A_damaged_index_is_built_again_by_the_next_start()
    {
        await using (await PortalProcess.StartAsync(_data, _ollama.Address))
        {
            await Eventually.HoldsAsync(() => Task.Run(() => Waiting().ShouldBe(0)));
        }

        StoreDump.Execute(Store, """UPDATE "SearchIndex_data" SET "block" = zeroblob(7)""");
        StoreDump.Execute(Store, """UPDATE "Chats" SET "Title" = 'Another title' """);
        await using (var portal = await PortalProcess.StartAsync(_data, _ollama.Address))
        {
            await Eventually.HoldsAsync(() => Task.Run(() => portal.Output.ShouldContain("Restart the portal to build it again")));
        }

        await using (await PortalProcess.StartAsync(_data, _ollama.Address))
        {
            await Eventually.HoldsAsync(() => Task.Run(() => Waiting().ShouldBe(0)));
        }

        using var store = StoreDump.Open(Store);
        IndexScan.ShouldEqualScan(store);
    }

    private long Indexed() => Count("SearchDocuments");

    private long Waiting() => Count("SearchAdditions");

    private long Count(string table)
    {
        using var store = StoreDump.Open(Store);
        return store.HasTable(table) ? store.Rows($"SELECT count(*) FROM \"{table}\"", row => row.GetInt64(0))[0] : -1;
    }
}
