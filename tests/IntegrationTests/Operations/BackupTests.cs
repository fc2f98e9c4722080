using ChatAi.Application.Common;
using ChatAi.Infrastructure.Operations;
using ChatAi.IntegrationTests.Common;
using ChatAi.IntegrationTests.Files;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Operations;

public sealed class BackupTests : SignedInTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chatai-test-").FullName;

    private string File => Path.Combine(_folder, "a.backup");

    private string Elsewhere => Path.Combine(_folder, "elsewhere");

    private string Store => Path.Combine(Elsewhere, "chatai.db");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_file_that_is_there_is_replaced_only_by_force()
    {
        await System.IO.File.WriteAllTextAsync(File, "mine", Cancellation);

        var (exitCode, _, error) = await OperatorProcess.RunAsync(Portal.DataDirectory, "backup", File);
        exitCode.ShouldBe(1);
        error.ShouldContain("already exists");
        (await System.IO.File.ReadAllTextAsync(File, Cancellation)).ShouldBe("mine");

        await OperatorProcess.DoAsync(Portal.DataDirectory, "backup", "--force", File);
        BackupFile.Open(File).Dispose();
        Directory.GetFiles(_folder).ShouldBe([File], "what is unfinished goes");
    }

    [Fact]
    public async Task The_store_itself_is_no_place_for_a_backup()
    {
        var (exitCode, _, error) = await OperatorProcess.RunAsync(
            Portal.DataDirectory,
            "backup",
            Path.Combine(Portal.DataDirectory, "chatai.db"),
            "--force"
        );

        exitCode.ShouldBe(1);
        error.ShouldContain("is one of the portal's own files");
        (await Root.GetAsync("/dashboard")).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Fact]
    public async Task A_backup_that_cannot_be_made_says_why()
    {
        (await OperatorProcess.RunAsync(Elsewhere, "backup", File)).ShouldSatisfyAllConditions(
            r => r.ExitCode.ShouldBe(1), r => r.Error.ShouldContain("There is nothing to back up"));
        (await OperatorProcess.RunAsync(Portal.DataDirectory, "backup", Path.Combine(Elsewhere, "deep", "a"))).ShouldSatisfyAllConditions(
            r => r.ExitCode.ShouldBe(1), r => r.Error.ShouldContain("does not exist"));
    }

    [Fact]
    public async Task What_was_there_before_a_restore_is_kept_and_can_be_restored_in_its_turn()
    {
        await Root.NewChatAsync("The first");
        await OperatorProcess.DoAsync(Portal.DataDirectory, "backup", File);
        await Root.NewChatAsync("The second");
        var later = Path.Combine(_folder, "later.backup");
        await OperatorProcess.DoAsync(Portal.DataDirectory, "backup", later);
        await OperatorProcess.DoAsync(Elsewhere, "restore", later);

        var said = await OperatorProcess.DoAsync(Elsewhere, "restore", File);

        said.ShouldContain("1 account, 1 chat and 2 messages");
        said.ShouldContain($"made by Chat AI {PortalVersion.Number}, to");
        Chats().ShouldBe(["The first"]);
        var aside = Directory.GetFiles(Elsewhere, "chatai.db.before-restore-*").ShouldHaveSingleItem();
        said.ShouldContain(aside);
        StoreDump
            .Rows(Store, """SELECT "WhoName", "Action", "Outcome" FROM "AuditEntries" ORDER BY "Id" DESC LIMIT 1""")
            .ShouldBe(["(operator)|server.restore|ok"]);
        StoreDump.Rows(Store, "SELECT name FROM sqlite_master WHERE name LIKE 'ChatAi%'").ShouldBeEmpty();

        await OperatorProcess.DoAsync(Elsewhere, "restore", aside);
        Chats().ShouldBe(["The first", "The second"]);
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_any_more_is_kept_as_it_is()
    {
        await OperatorProcess.DoAsync(Portal.DataDirectory, "backup", File);
        Directory.CreateDirectory(Elsewhere);
        await System.IO.File.WriteAllTextAsync(Store, "a store no more", Cancellation);
        await System.IO.File.WriteAllTextAsync(Store + "-wal", "nor its log", Cancellation);

        await OperatorProcess.DoAsync(Elsewhere, "restore", File);

        Chats().ShouldBeEmpty();
        var aside = Directory.GetFiles(Elsewhere, "chatai.db.before-restore-*Z").ShouldHaveSingleItem();
        (await System.IO.File.ReadAllTextAsync(aside, Cancellation)).ShouldBe("a store no more");
        (await System.IO.File.ReadAllTextAsync(aside + "-wal", Cancellation)).ShouldBe("nor its log");
    }

    [Fact]
    public async Task Files_of_messages_come_back_whole()
    {
        var content = new byte[3_000_000];
        new Random(1).NextBytes(content);
        content = [.. PdfFile.OfPages("A page that is kept", "Another one"), .. content];
        var document = await Root.AddFileAsync("handbook.pdf", content);
        await Root.ReadToEndAsync(document);
        var image = await Root.AddFileAsync("photo.gif", ImageFile.WholeGif(30, 20));
        var chat = await Root.NewChatAsync();
        var message = new { message = "Look", model = "gemma3:4b", files = new[] { document, image } };
        (await Root.PostAsync($"/chat/{chat}/message?wait=true", message)).IsSuccessStatusCode.ShouldBeTrue();
        var before = await FilesAsync(Root, document, image);
        await OperatorProcess.DoAsync(Portal.DataDirectory, "backup", File);

        await OperatorProcess.DoAsync(Elsewhere, "restore", File);

        await using var again = await PortalProcess.StartAsync(Elsewhere, Ollama.Address);
        using var back = new Visitor(again.Address);
        await back.PostFormAsync("/login", Portal.Credentials(Portal.RootName));
        var after = await FilesAsync(back, document, image);
        after[0].ShouldBe(content);
        after.ShouldBe(before);
        (await back.PageAsync($"/chat/{chat}")).ShouldContain("handbook.pdf");
    }

    private static async Task<List<byte[]>> FilesAsync(Visitor visitor, string document, string image)
    {
        var files = new List<byte[]>();
        foreach (var path in new[] { $"/files/{document}", $"/files/{document}/text?unit=2", $"/files/{image}", $"/files/{image}/image" })
        {
            using var response = await visitor.GetAsync(path);
            response.IsSuccessStatusCode.ShouldBeTrue(path);
            files.Add(await response.Content.ReadAsByteArrayAsync(Cancellation));
        }

        return files;
    }

    private List<string> Chats() => StoreDump.Rows(Store, """SELECT "Title" FROM "Chats" ORDER BY "CreatedAt" """);
}
