using System.Net;
using ChatAi.IntegrationTests.Common;
using ChatAi.IntegrationTests.Security;
using ChatAi.OllamaSimulator;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Operations;

public sealed class ImportTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chatai-test-").FullName;
    private SimulatedOllama _ollama = null!;

    private LegacyPortal Old => field ??= new LegacyPortal(Path.Combine(_folder, "old"));

    private string Data => Path.Combine(_folder, "data");

    private string Store => Path.Combine(Data, "chatai.db");

    public async ValueTask InitializeAsync() => _ollama = await SimulatedOllama.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _ollama.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Everybody_signs_in_as_before_and_finds_their_chats()
    {
        (await OperatorProcess.DoAsync(Data, "import", Old.Write())).ShouldEndWith(
            "Imported 3 accounts, 2 chats and 7 messages. Nothing was left out.\n"
        );

        await using var portal = await PortalProcess.StartAsync(Data, _ollama.Address);
        using var member = new Visitor(portal.Address);
        (await member.SignInAsync(LegacyPortal.Member, "wrong password")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        Hash(LegacyPortal.Member).ShouldStartWith("pbkdf2:sha256:");
        (await member.SignInAsync(LegacyPortal.Member, LegacyPortal.MemberPassword)).StatusCode.ShouldBe(HttpStatusCode.Found);
        Hash(LegacyPortal.Member).ShouldStartWith("AQAAAAI", customMessage: "today's format");
        using var again = new Visitor(portal.Address);
        (await again.SignInAsync(LegacyPortal.Member, LegacyPortal.MemberPassword)).StatusCode.ShouldBe(HttpStatusCode.Found);

        var html = await member.PageAsync($"/chat/{LegacyPortal.Chat}");
        html.ShouldNotContain("<script>alert(");
        var page = WebUtility.HtmlDecode(html);
        string[] inOrder = ["Reise nach Kyōto 🗻", "Was sehe ich zuerst? 🙂", "<strong>金閣寺</strong>", "Und dann?", "Ryōan-ji"];
        inOrder.Select(text => page.IndexOf(text, StringComparison.Ordinal)).ShouldBeInOrder();
        inOrder.ShouldAllBe(text => page.Contains(text));

        using var root = new Visitor(portal.Address);
        (await root.SignInAsync(LegacyPortal.Root, LegacyPortal.RootPassword)).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await root.GetAsync("/root_dashboard")).StatusCode.ShouldBe(HttpStatusCode.OK, "root is root");
        var chat = StoreDump.Rows(Store, """SELECT lower("Id") FROM "Chats" WHERE "Title" = 'مرحبا بالعالم' """).ShouldHaveSingleItem();
        (await root.PageAsync($"/chat/{chat}")).ShouldContain("How can I help?");
        (await root.GetAsync($"/chat/{LegacyPortal.Chat}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        // What was said goes on.
        (await member.PostAsync($"/chat/{LegacyPortal.Chat}/message?wait=true", new { message = "Und heute?" })).StatusCode.ShouldBe(
            HttpStatusCode.OK
        );
        _ollama.Requests.Chats[^1].Body.ToString().ShouldContain("Antworte kurz.");
    }

    [Fact]
    public async Task Ids_times_and_order_are_kept()
    {
        await OperatorProcess.DoAsync(Data, "import", Old.Write());

        StoreDump
            .Rows(
                Store,
                $"""
                WITH RECURSIVE "Path" AS (
                    SELECT m.*, 0 AS "Depth" FROM "Messages" m JOIN "Chats" c ON m."Id" = c."ActiveLeafId"
                    WHERE c."Id" = upper('{LegacyPortal.Chat}')
                    UNION ALL SELECT m.*, p."Depth" + 1 FROM "Messages" m JOIN "Path" p ON m."Id" = p."ParentId")
                SELECT substr(lower("Id"), 36), "Role", "Status", datetime(("CreatedAt" - 621355968000000000) / 10000000, 'unixepoch')
                FROM "Path" ORDER BY "Depth" DESC
                """
            )
            .ShouldBe(["2|0|2|2024-05-02 08:01:00", "3|1|2|2024-05-02 08:01:15", "4|0|2|2024-05-02 08:10:00", "5|1|2|2024-05-02 08:10:05"]);
        StoreDump
            .Rows(Store, $"""SELECT "SystemPrompt", "Model", "AnsweredAt" FROM "Chats" WHERE "Id" = upper('{LegacyPortal.Chat}')""")
            .ShouldBe(["Antworte kurz.|llama3.2:3b|"]);
        StoreDump.Rows(Store, """SELECT "Who", "WhoName", "Action", "Target" FROM "AuditEntries" """)
            .ShouldBe(["|(operator)|server.import|[\"audit.import\",3,2,7]"]);
    }

    [Fact]
    public async Task A_second_import_changes_nothing_also_when_people_have_gone_on_here()
    {
        await OperatorProcess.DoAsync(Data, "import", Old.Write());
        var imported = StoreDump.Everything(Store);
        (await OperatorProcess.DoAsync(Data, "import", Old.Folder)).ShouldBe("There was nothing new to import. Nothing was left out.\n");
        StoreDump.Everything(Store).ShouldBe(imported);

        await using (var portal = await PortalProcess.StartAsync(Data, _ollama.Address))
        {
            using var member = new Visitor(portal.Address);
            await member.SignInAsync(LegacyPortal.Member, LegacyPortal.MemberPassword);
            (await member.PostAsync($"/chat/{LegacyPortal.Chat}/message?wait=true", new { message = "Und heute?" })).StatusCode.ShouldBe(
                HttpStatusCode.OK
            );
            (
                await member.PostFormAsync($"/chat/{LegacyPortal.Chat}/rename", new() { ["chat_name"] = "Kyoto" }, "/dashboard")
            ).StatusCode.ShouldBe(HttpStatusCode.Found);
            using var root = new Visitor(portal.Address);
            await root.SignInAsync(LegacyPortal.Root, LegacyPortal.RootPassword);
            var chat = StoreDump.Rows(Store, """SELECT lower("Id") FROM "Chats" WHERE "Title" = 'مرحبا بالعالم' """).Single();
            (await root.PostFormAsync($"/chat/{chat}/delete", null, "/dashboard")).StatusCode.ShouldBe(HttpStatusCode.Found);
            await portal.TerminateAsync();
        }

        StoreDump.Execute(Store, """DELETE FROM "Users" WHERE "Name" = 'Наташа'""");
        var before = StoreDump.Everything(Store);
        await OperatorProcess.DoAsync(Data, "import", Old.Folder);
        StoreDump.Everything(Store).ShouldBe(before);
    }

    [Fact]
    public async Task No_import_runs_beside_a_portal()
    {
        await using var portal = await PortalProcess.StartAsync(Data, _ollama.Address);

        var (exitCode, _, error) = await OperatorProcess.RunAsync(Data, "import", Old.Write());

        exitCode.ShouldBe(1);
        error.ShouldContain("Another Chat AI already uses the data directory");
        StoreDump.Rows(Store, """SELECT count(*) FROM "Users" """).ShouldBe(["0"]);
    }

    [Fact]
    public async Task A_torn_file_gives_what_stands_before_and_says_so()
    {
        var (exitCode, output, _) = await OperatorProcess.RunAsync(
            Data,
            "import",
            Old.Write(cutChatsAt: Old.ChatsFile().AsSpan().IndexOf("Und dann?"u8))
        );

        exitCode.ShouldBe(3);
        output.ShouldContain("Left out: chats.json ends too early, after");
        output.ShouldContain("Imported 3 accounts, 1 chat and 2 messages.");
    }

    [Theory]
    [InlineData("help", 0, "chatai backup FILE")]
    [InlineData("import", 2, "\"import\" takes one name")]
    [InlineData("backup a b", 2, "\"backup\" takes one name")]
    [InlineData("restore a --force", 2, "\"restore\" takes one name")]
    [InlineData("resotre a", 2, "There is no command \"resotre\"")]
    [InlineData("import /proc/nothing-here", 1, "has neither users.json nor chats.json")]
    public async Task A_wrong_command_says_what_is_right(string words, int code, string told)
    {
        var (exitCode, output, error) = await OperatorProcess.RunAsync(Data, words.Split(' '));

        exitCode.ShouldBe(code);
        (output + error).ShouldContain(told);
        Directory.Exists(Data).ShouldBeFalse("nothing was begun");
    }

    private string Hash(string name) => StoreDump.Rows(Store, $"""SELECT "PasswordHash" FROM "Users" WHERE "Name" = '{name}'""").Single();
}
