using System.Text.Json;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.IntegrationTests.Common;
using ChatAi.IntegrationTests.Files;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Search;

/// <summary>What a search finds, as JSON and as a page.</summary>
public sealed class SearchTests : SharedPortalTests
{
    [Fact]
    public async Task Words_of_questions_answers_and_titles_are_found_newest_first()
    {
        var (chat, _) = await Root.AskAsync(Ollama, "What does the Käsekuchen cost?", "It costs 4 Euro.");
        await Root.AskAsync(Ollama, "And the kasekuchen of yesterday?", "Nothing.");
        await Root.PostFormAsync($"/chat/{chat}/rename", new() { ["chat_name"] = "Prices of cake" }, $"/chat/{chat}");
        await Portal.IndexedAsync();

        var found = await Root.FindAsync("KÄSEKUCHEN");
        found.GetProperty("count").GetInt32().ShouldBe(3, "two questions and the title that one of them gave");
        found.GetProperty("more").GetBoolean().ShouldBeFalse();
        Finding.Snippets(found)[^1].ShouldBe("What does the [Käsekuchen] cost?");
        Finding.Times(found).ShouldBeInOrder(SortDirection.Descending);

        var title = (await Root.FindAsync("prices")).GetProperty("hits").EnumerateArray().Single();
        title.GetProperty("chatId").GetString().ShouldBe(chat);
        title.GetProperty("messageId").ValueKind.ShouldBe(JsonValueKind.Null);
        title.GetProperty("title").GetString().ShouldBe("Prices of cake");
        title.GetProperty("url").GetString().ShouldBe($"/chat/{chat}");

        var answer = (await Root.FindAsync("costs 4")).GetProperty("hits").EnumerateArray().Single();
        answer.GetProperty("role").GetString().ShouldBe("assistant");
        answer.GetProperty("url").GetString()!.ShouldContain($"#m-{answer.GetProperty("messageId").GetString()}");
    }

    [Theory]
    [InlineData("annual", 1)]
    [InlineData("ann", 1)]
    [InlineData("nual", 0)]
    [InlineData("report annual", 1)]
    [InlineData("\"annual report\"", 1)]
    [InlineData("\"report annual\"", 0)]
    [InlineData("annual -report", 0)]
    [InlineData("annual -draft", 1)]
    [InlineData("東", 1)]
    [InlineData("京都", 1)]
    [InlineData("東京都", 1)]
    [InlineData("京東", 0)]
    [InlineData("住む", 1)]
    [InlineData("in:title annual", 0)]
    [InlineData("annual before:2020", 0)]
    [InlineData("annual after:2020", 1)]
    [InlineData("annual after:2020-05 before:2139-01-01", 1)]
    [InlineData("annual before:9999-12-31 after:0001-01-01", 1)]
    [InlineData("annual model:no", 0)]
    [InlineData("annual model:%", 0)]
    [InlineData("unknown", 0)]
    [InlineData("annual AND NOT report", 0)]
    [InlineData("annual* OR ^x", 0)]
    public async Task Queries_mean_what_they_say(string query, int count)
    {
        await Root.AskAsync(Ollama, "x", "The annual report of 東京都に住む people.");
        await Portal.IndexedAsync();

        (await Root.FindAsync(query)).GetProperty("count").GetInt32().ShouldBe(count);
    }

    [Fact]
    public async Task Answers_are_found_by_their_model()
    {
        await Root.AskAsync(Ollama, "x", "The annual report.");
        await Portal.IndexedAsync();
        var model = (await RowsAsync<Message>()).Single(m => m.Model is not null).Model!.ToString();

        (await Root.FindAsync($"annual model:{model}")).GetProperty("count").GetInt32().ShouldBe(1);
        (await Root.FindAsync($"annual model:{model[..3].ToUpperInvariant()}")).GetProperty("count").GetInt32().ShouldBe(1);
        (await Root.FindAsync($"x model:{model}")).GetProperty("count").GetInt32().ShouldBe(0, "questions have none");
    }

    [Fact]
    public async Task Names_and_pages_of_files_are_found_where_they_were_sent()
    {
        var file = await Root.ReadFileAsync("Quarterly numbers.md", "# One\n\nApples.\n\n# Two\n\nRhubarb grows here.");
        var chat = await Root.NewChatAsync();
        await Portal.IndexedAsync();
        (await Root.FindAsync("rhubarb")).GetProperty("count").GetInt32().ShouldBe(0, "it is not sent yet");

        await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "Look", files = new[] { file } });
        await Portal.IndexedAsync();

        var page = (await Root.FindAsync("rhubarb")).GetProperty("hits").EnumerateArray().Single();
        page.GetProperty("file").GetProperty("name").GetString().ShouldBe("Quarterly numbers.md");
        page.GetProperty("file").GetProperty("label").GetString().ShouldNotBeNullOrEmpty();
        page.GetProperty("chatId").GetString().ShouldBe(chat);
        var name = (await Root.FindAsync("quarterly")).GetProperty("hits").EnumerateArray().Single();
        name.GetProperty("role").GetString().ShouldBe("user");
    }

    [Fact]
    public async Task Nobody_finds_what_others_have_written()
    {
        using var ben = await Portal.RegisterAsync("ben.finds", UserRole.Member);
        await Root.AskAsync(Ollama, "The secretword of root", "A secretword, indeed.");
        await ben.AskAsync(Ollama, "Bens own secretword", "Yes.");
        await Portal.IndexedAsync();

        var found = await ben.FindAsync("secretword");

        found.GetProperty("count").GetInt32().ShouldBe(2);
        Finding.Snippets(found).ShouldAllBe(snippet => snippet.StartsWith("Bens own", StringComparison.Ordinal));
        using var cleo = await Portal.RegisterAsync("cleo.finds", UserRole.Member);
        (await cleo.FindAsync("secretword")).GetProperty("count").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task A_deleted_message_is_not_found_and_a_restored_one_is()
    {
        var (chat, question) = await Root.AskAsync(Ollama, "Where is the marmalade?", "Nowhere.");
        await Portal.IndexedAsync();

        await Root.PostAsync($"/chat/{chat}/message/{question}/delete");
        (await Root.FindAsync("marmalade")).GetProperty("hits").EnumerateArray()
            .ShouldAllBe(hit => hit.GetProperty("messageId").ValueKind == JsonValueKind.Null);
        await Root.PostFormAsync($"/chat/{chat}/message/{question}/restore", tokenFrom: $"/chat/{chat}");
        (await Root.FindAsync("marmalade")).GetProperty("hits").EnumerateArray()
            .ShouldContain(hit => hit.GetProperty("messageId").GetString() == question);
    }

    [Fact]
    public async Task Hits_come_in_pages()
    {
        var chat = await Root.NewChatAsync();
        for (var i = 1; i <= 25; i++) await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = $"pageword {i}" });
        await Portal.IndexedAsync();

        var first = await Root.FindAsync("pageword");
        first.GetProperty("count").GetInt32().ShouldBe(26);
        first.GetProperty("more").GetBoolean().ShouldBeTrue();
        var second = await Root.FindAsync("pageword", before: first.GetProperty("next").GetInt64());
        second.GetProperty("more").GetBoolean().ShouldBeFalse();
        second.GetProperty("count").GetInt32().ShouldBe(26);
        Finding.Snippets(first).Concat(Finding.Snippets(second)).Order().ShouldBe(
            Enumerable.Range(1, 25).Select(i => $"[pageword] {i}").Append("[pageword] 1").Order());

        var page = await Root.PageAsync("/search?q=pageword");
        page.ShouldContain("26 results");
        page.ShouldContain("<mark>pageword</mark> 25");
        page.ShouldContain($"/search?q=pageword&amp;before={first.GetProperty("next").GetInt64()}");
    }
}
