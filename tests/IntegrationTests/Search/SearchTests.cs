using System.Net;
using System.Text.Json;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.IntegrationTests.Common;
using ChatAi.IntegrationTests.Files;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Search;

/// <summary>What a search finds, as JSON and as a page.</summary>
public sealed class SearchTests : SharedPortalTests
{
    [Fact]
    public async Task Words_of_questions_answers_and_titles_are_found_newest_first()
    {
        var (chat, _) = await AskAsync("What does the Käsekuchen cost?", "It costs 4 Euro.");
        await AskAsync("And the kasekuchen of yesterday?", "Nothing.");
        await Root.PostFormAsync($"/chat/{chat}/rename", new() { ["chat_name"] = "Prices of cake" }, $"/chat/{chat}");
        await Portal.IndexedAsync();

        var found = await FindAsync("KÄSEKUCHEN");
        found.GetProperty("count").GetInt32().ShouldBe(3, "two questions and the title that one of them gave");
        found.GetProperty("more").GetBoolean().ShouldBeFalse();
        Snippets(found)[^1].ShouldBe("What does the [Käsekuchen] cost?");
        Times(found).ShouldBeInOrder(SortDirection.Descending);

        var title = (await FindAsync("prices")).GetProperty("hits").EnumerateArray().Single();
        title.GetProperty("chatId").GetString().ShouldBe(chat);
        title.GetProperty("messageId").ValueKind.ShouldBe(JsonValueKind.Null);
        title.GetProperty("title").GetString().ShouldBe("Prices of cake");
        title.GetProperty("url").GetString().ShouldBe($"/chat/{chat}");

        var answer = (await FindAsync("costs 4")).GetProperty("hits").EnumerateArray().Single();
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
        await AskAsync("x", "The annual report of 東京都に住む people.");
        await Portal.IndexedAsync();

        (await FindAsync(query)).GetProperty("count").GetInt32().ShouldBe(count);
    }

    [Fact]
    public async Task Answers_are_found_by_their_model()
    {
        await AskAsync("x", "The annual report.");
        await Portal.IndexedAsync();
        var model = (await RowsAsync<Message>()).Single(m => m.Model is not null).Model!.ToString();

        (await FindAsync($"annual model:{model}")).GetProperty("count").GetInt32().ShouldBe(1);
        (await FindAsync($"annual model:{model[..3].ToUpperInvariant()}")).GetProperty("count").GetInt32().ShouldBe(1);
        (await FindAsync($"x model:{model}")).GetProperty("count").GetInt32().ShouldBe(0, "questions have none");
    }

    [Fact]
    public async Task Names_and_pages_of_files_are_found_where_they_were_sent()
    {
        var file = await Root.ReadFileAsync("Quarterly numbers.md", "# One\n\nApples.\n\n# Two\n\nRhubarb grows here.");
        var chat = await Root.NewChatAsync();
        await Portal.IndexedAsync();
        (await FindAsync("rhubarb")).GetProperty("count").GetInt32().ShouldBe(0, "it is not sent yet");

        await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "Look", files = new[] { file } });
        await Portal.IndexedAsync();

        var page = (await FindAsync("rhubarb")).GetProperty("hits").EnumerateArray().Single();
        page.GetProperty("file").GetProperty("name").GetString().ShouldBe("Quarterly numbers.md");
        page.GetProperty("file").GetProperty("label").GetString().ShouldNotBeNullOrEmpty();
        page.GetProperty("chatId").GetString().ShouldBe(chat);
        var name = (await FindAsync("quarterly")).GetProperty("hits").EnumerateArray().Single();
        name.GetProperty("role").GetString().ShouldBe("user");
    }

    [Fact]
    public async Task Nobody_finds_what_others_have_written()
    {
        using var ben = await Portal.RegisterAsync("ben.finds", UserRole.Member);
        await AskAsync("The secretword of root", "A secretword, indeed.");
        await AskAsync("Bens own secretword", "Yes.", ben);
        await Portal.IndexedAsync();

        var found = await FindAsync("secretword", ben);

        found.GetProperty("count").GetInt32().ShouldBe(2);
        Snippets(found).ShouldAllBe(snippet => snippet.StartsWith("Bens own", StringComparison.Ordinal));
        using var cleo = await Portal.RegisterAsync("cleo.finds", UserRole.Member);
        (await FindAsync("secretword", cleo)).GetProperty("count").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task A_deleted_message_is_not_found_and_a_restored_one_is()
    {
        var (chat, question) = await AskAsync("Where is the marmalade?", "Nowhere.");
        await Portal.IndexedAsync();

        await Root.PostAsync($"/chat/{chat}/message/{question}/delete");
        (await FindAsync("marmalade", expected: null)).GetProperty("hits").EnumerateArray()
            .ShouldAllBe(hit => hit.GetProperty("messageId").ValueKind == JsonValueKind.Null);
        await Root.PostFormAsync($"/chat/{chat}/message/{question}/restore", tokenFrom: $"/chat/{chat}");
        (await FindAsync("marmalade")).GetProperty("hits").EnumerateArray()
            .ShouldContain(hit => hit.GetProperty("messageId").GetString() == question);
    }

    [Fact]
    public async Task Hits_come_in_pages()
    {
        var chat = await Root.NewChatAsync();
        for (var i = 1; i <= 25; i++) await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = $"pageword {i}" });
        await Portal.IndexedAsync();

        var first = await FindAsync("pageword");
        first.GetProperty("count").GetInt32().ShouldBe(26);
        first.GetProperty("more").GetBoolean().ShouldBeTrue();
        var second = await FindAsync("pageword", before: first.GetProperty("next").GetInt64());
        second.GetProperty("more").GetBoolean().ShouldBeFalse();
        second.GetProperty("count").GetInt32().ShouldBe(26);
        Snippets(first).Concat(Snippets(second)).Order().ShouldBe(
            Enumerable.Range(1, 25).Select(i => $"[pageword] {i}").Append("[pageword] 1").Order());

        var page = await Root.PageAsync("/search?q=pageword");
        page.ShouldContain("26 results");
        page.ShouldContain("<mark>pageword</mark> 25");
        page.ShouldContain($"/search?q=pageword&amp;before={first.GetProperty("next").GetInt64()}");
    }

    [Theory]
    [InlineData("q=before:yesterday x", "yesterday")]
    [InlineData("q=x&before=abc", "before")]
    [InlineData("q=x&before=-1", "before")]
    [InlineData("q=x&before=99999999999999999999", "before")]
    public async Task Bad_input_is_explained(string query, string expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/search?{query}") { Headers = { { "Accept", "application/json" } } };
        using var json = await Root.SendAsync(request, Cancellation);
        json.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await json.DetailAsync()).ShouldContain(expected);
        using var page = await Root.GetAsync($"/search?{query}");
        page.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await page.TextAsync()).ShouldContain("field__error");
    }

    [Fact]
    public async Task A_long_search_is_refused_and_an_empty_one_is_a_page()
    {
        using var response = await Root.GetAsync($"/search?q={new string('x', 401)}");
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.TextAsync()).ShouldContain("at most 400 characters");
        (await Root.PageAsync("/search")).ShouldContain("are searched");
        (await Root.PageAsync("/search?q=-x")).ShouldContain("Add a word");
    }

    [Fact]
    public async Task Hostile_searches_find_nothing_and_break_nothing()
    {
        foreach (var text in HostilePayloads.All("trap.example").Where(text => text.Length <= 400))
        {
            using var page = await Root.GetAsync($"/search?q={Uri.EscapeDataString(text)}");
            ((int)page.StatusCode).ShouldBeOneOf([200, 400], text);
        }
    }

    [Fact]
    public async Task A_hit_opens_on_its_branch_and_with_the_messages_around_it()
    {
        var (chat, question) = await AskAsync("The first question", "The first answer");
        for (var i = 1; i <= 15; i++) await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = $"more {i}" });
        (await Root.PageAsync($"/chat/{chat}")).ShouldNotContain("The first answer");
        (await Root.PageAsync($"/chat/{chat}?message={question}&find=first*")).ShouldContain("The first answer");

        var edited = await Root.PostAsync($"/chat/{chat}/message/{question}/edit?wait=true", new { message = "Another question" });
        edited.StatusCode.ShouldBe(HttpStatusCode.OK);
        var elsewhere = await Root.PageAsync($"/chat/{chat}?message={question}&find=first quest");
        elsewhere.ShouldContain($"data-elsewhere=\"{question}\"");
        elsewhere.ShouldContain("data-find=\"first quest*\"");
        elsewhere.ShouldContain("Another question");
        (await Root.PageAsync($"/chat/{chat}?message={Guid.NewGuid()}")).ShouldNotContain("data-elsewhere");
    }

    private async Task<(string Chat, string Question)> AskAsync(string question, string answer, Visitor? by = null)
    {
        Ollama.Answers.Enqueue(answer);
        var chat = await (by ?? Root).NewChatAsync();
        var sent = await (by ?? Root).PostAsync($"/chat/{chat}/message?wait=true", new { message = question });
        sent.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (chat, (await RowsAsync<Message>()).Where(m => m.Text() == question).OrderBy(m => m.CreatedAt).Last().Id.ToString());
    }

    private async Task<JsonElement> FindAsync(
        string query, Visitor? by = null, long? before = null, HttpStatusCode? expected = HttpStatusCode.OK)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get, $"/search?q={Uri.EscapeDataString(query)}{(before is null ? "" : $"&before={before}")}");
        request.Headers.Add("Accept", "application/json");
        using var response = await (by ?? Root).SendAsync(request, Cancellation);
        if (expected is { } status) response.StatusCode.ShouldBe(status, await response.TextAsync());
        return await response.JsonAsync();
    }

    private static List<string> Snippets(JsonElement found) => [.. found.GetProperty("hits").EnumerateArray().Select(hit =>
        string.Concat(hit.GetProperty("snippet").EnumerateArray().Select(part =>
            part.GetProperty("hit").GetBoolean() ? $"[{part.GetProperty("text").GetString()}]" : part.GetProperty("text").GetString())))];

    private static IEnumerable<DateTimeOffset> Times(JsonElement found) =>
        found.GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("at").GetDateTimeOffset());
}
