using ChatAi.Infrastructure.Operations;
using ChatAi.IntegrationTests.Common;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Operations;

public sealed class NameSkeletonTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("chatai-test-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task A_start_updates_what_an_older_version_stored_and_keeps_all_accounts()
    {
        OlderStore.Write(_data, chats: 1);
        var store = Path.Combine(_data, "chatai.db");
        Add(store, 2, "zo\u00EB", "zo\u00EB");
        Add(store, 3, "b\u00F2ss", "b\u00F2ss");
        Add(store, 4, "boss", "boss");
        Add(store, 5, "max.", "max.");
        Add(store, 6, "m\u00E4x", "m\u00E4x");
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("DATA_DIR", _data)]).Build();

        for (var start = 1; start <= 2; start++)
        {
            using (var data = DataDirectory.Open(configuration))
                await new StorePreparation(data, TimeProvider.System, NullLogger.Instance).RunAsync(TestContext.Current.CancellationToken);

            StoreDump.Rows(store, """SELECT "NameSkeleton" FROM "Users" WHERE NOT "IsFirst" ORDER BY "CreatedAt" """)
                .ShouldBe(["zoe", "#b\u00F2ss", "boss", "max", "#m\u00E4x"]);
        }
    }

    private static void Add(string store, int number, string name, string skeleton) => StoreDump.Execute(store,
        $"""
        INSERT INTO "Users" ("Id", "Name", "FoldedName", "NameSkeleton", "PasswordHash", "Role", "Status", "CreatedAt",
            "Preferences_SendKey", "Preferences_SystemPrompt", "Preferences_Theme", "IsFirst")
        VALUES ('01980000-0000-7000-8000-00000000000{number}', '{name}', '{name}', '{skeleton}', 'x', 0, 1, {number}, 0, '', 0, 0);
        """);
}
