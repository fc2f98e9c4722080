using System.Net;
using ChatAi.IntegrationTests.Common;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Chats;

public sealed class StartPageTests : SharedPortalTests
{
    [Fact]
    public async Task Whoever_signs_in_lands_in_a_new_chat_with_a_greeting_and_the_recent_chats()
    {
        await Root.NewChatAsync("What is the capital of France?");

        var start = await Root.GetAsync("/");
        start.StatusCode.ShouldBe(HttpStatusCode.Found);
        start.Headers.Location!.ToString().ShouldBe("/chat/new");
        var page = Main(await Root.PageAsync("/chat/new"));

        page.ShouldContain($"Hello {Portal.RootName}, what can I help you with?");
        page.ShouldContain("Summarize a text");
        page.ShouldContain("Recent chats");
        page.ShouldContain("What is the capital of France?");
        Main(await Root.PageAsync("/dashboard")).ShouldNotContain("What is the capital of France?");
    }

    private static string Main(string page) => page[page.IndexOf("<main", StringComparison.Ordinal)..];
}
