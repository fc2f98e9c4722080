using System.Net;
using ChatAi.IntegrationTests.Common;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Search;

/// <summary>Searches that cannot be done, and the address of a hit.</summary>
public sealed class SearchRequestTests : SharedPortalTests
{
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
        var (chat, question) = await Root.AskAsync(Ollama, "The first question", "The first answer");
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
}
