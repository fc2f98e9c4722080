using System.Net;
using System.Text;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Persistence;
using ChatAi.IntegrationTests.Common;
using ChatAi.IntegrationTests.Files;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Search;

/// <summary>The index has what a scan of all texts finds, whatever happens to them.</summary>
public sealed class SearchIndexTests : SharedPortalTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_happens_to_texts_the_index_equals_a_scan(int seed)
    {
        var random = new RandomStore(Portal, seed);
        for (var round = 0; round < 8; round++)
        {
            for (var step = 0; step < 20; step++) await random.StepAsync();
            await Portal.ShouldBeIndexedAsync();
        }

        (await RowsAsync<Message>()).Count.ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task What_the_portal_itself_does_to_texts_is_indexed()
    {
        Ollama.Answers.Enqueue("The capital is Ouagadougou.");
        Ollama.Answers.Enqueue("Lusaka.");
        using var ben = await Portal.RegisterAsync("ben.search", UserRole.Member);
        using var cleo = await Portal.RegisterAsync("cleo.search", UserRole.Member);
        await ben.ReadFileAsync("unsent.txt", "a file that no message has");
        var chat = await ben.NewChatAsync();
        await ben.PostAsync($"/chat/{chat}/message?wait=true", new { message = "Which capital does Burkina Faso have?" });
        await Portal.ShouldBeIndexedAsync();
        var question = (await RowsAsync<Message>()).Single(m => m.Role == MessageRole.User);
        await ben.PostAsync($"/chat/{chat}/message/{question.Id}/edit?wait=true", new { message = "And Zambia?" });
        await ben.PostFormAsync($"/chat/{chat}/rename", new() { ["chat_name"] = "Capitals" });
        await Portal.ShouldBeIndexedAsync();
        (await IndexedRowsAsync()).ShouldBe(6, "a title, a file and four messages");

        // Handed over, and deleted by the new owner.
        var id = (await RowsAsync<User>()).Single(u => u.Name == "ben.search").Id;
        var heir = (await RowsAsync<User>()).Single(u => u.Name == "cleo.search").Id;
        (await Root.PostFormAsync("/remove_user", new() { ["id"] = $"{id}", ["hand_over_to"] = $"{heir}" })).StatusCode.ShouldBe(
            HttpStatusCode.Found);
        await Portal.ShouldBeIndexedAsync();
    }

    [Fact]
    public async Task Deleted_words_are_gone_from_the_database_file()
    {
        Ollama.Answers.Enqueue("Only a xylophoneword can help, with 東京都庁.");
        var chat = await Root.NewChatAsync("Where is the marmaladeword?");
        await Eventually.HoldsAsync(async () => (await RowsAsync<Message>()).ShouldAllBe(m => m.Status == MessageStatus.Complete));
        await Portal.ShouldBeIndexedAsync();
        var before = await StoreBytesAsync();
        before.ShouldContain("marmaladeword");
        Words(before, "京都都庁").ShouldBeFalse("bigrams of one text stand apart");
        before.ShouldContain(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes("京都")));

        await Root.PostFormAsync($"/chat/{chat}/delete", tokenFrom: $"/chat/{chat}");
        await Portal.ShouldBeIndexedAsync();

        var after = await StoreBytesAsync();
        foreach (var part in new[] { "marmaladew", "xylophonew", "armaladeword", "ylophoneword" }) after.ShouldNotContain(part);
        foreach (var part in new[] { "東京", "京都", "都庁" }) Words(after, part).ShouldBeFalse(part);
    }

    [Fact]
    public async Task Many_documents_of_one_time_have_rows_of_their_own()
    {
        var text = string.Join("\n\n", Enumerable.Range(1, 60).Select(i => $"# Section {i}\n\nwords of section{i}"));
        await Root.ReadFileAsync("long.md", text);

        await Portal.ShouldBeIndexedAsync();
    }

    [Fact]
    public async Task Every_trigger_is_there_after_all_migrations() =>
        (await Portal.InScopeAsync(services => services.GetRequiredService<ApplicationDbContext>().Database
            .SqlQueryRaw<string>("""SELECT "name" AS "Value" FROM sqlite_master WHERE "type" = 'trigger' AND "name" LIKE 'Search%' """)
            .ToListAsync(Cancellation))).Count.ShouldBe(12, "rebuilding a table drops its triggers");

    private static bool Words(string bytes, string word) =>
        bytes.Contains(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(word)), StringComparison.Ordinal);

    private Task<long> IndexedRowsAsync() => Portal.InScopeAsync(services => services.GetRequiredService<ApplicationDbContext>().Database
        .SqlQueryRaw<long>("""SELECT count(*) AS "Value" FROM "SearchDocuments" """).SingleAsync(Cancellation));

    private async Task<string> StoreBytesAsync()
    {
        await ExecuteAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        return Encoding.Latin1.GetString(await File.ReadAllBytesAsync(Path.Combine(Portal.DataDirectory, "chatai.db"), Cancellation));
    }
}
