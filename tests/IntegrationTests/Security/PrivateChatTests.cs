using System.Net;
using ChatAi.Domain.Chats;
using ChatAi.IntegrationTests.Common;
using ChatAi.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

/// <summary>Root owns the server and not what members say.</summary>
[Trait("Security", "2")]
public sealed class PrivateChatTests : SignedInTests
{
    private const string Title = "zebra-title";
    private const string Text = "zebra-prompt";
    private const string Answer = "zebra-answer";

    [Fact]
    public async Task Root_opens_no_chat_of_a_member_and_no_page_of_root_tells_what_is_in_one()
    {
        using var member = await Portal.RegisterMemberAsync("sam.other");
        Ollama.Answers.Enqueue(Answer);
        var chat = await member.NewChatAsync(Text);
        await member.PostFormAsync($"/chat/{chat}/rename", new() { ["chat_name"] = Title }, "/dashboard");
        await Eventually.HoldsAsync(async () => (await RowsAsync<Message>()).ShouldContain(m => m.Text() == Answer));
        var message = (await RowsAsync<Message>()).Single(m => m.Text() == Answer).Id;

        var asked = 0;
        foreach (var endpoint in Portal.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.TrimStart('/').StartsWith("chat/{id", StringComparison.Ordinal)))
        {
            var path = "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(s => s.Parts[0] switch
            {
                Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
                Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "id" } => chat,
                _ => message.ToString(),
            }));
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods)
            {
                var answer =
                    method == "GET"
                        ? await Root.GetAsync(path)
                        : await Root.PostAsync(
                            path,
                            new
                            {
                                message = "Hi",
                                title = "x",
                                chat_name = "x",
                            }
                        );
                answer.StatusCode.ShouldBeOneOf(
                    [HttpStatusCode.NotFound, .. method == "GET" ? [] : new[] { HttpStatusCode.BadRequest }],
                    $"{method} {path}"
                );
                (await answer.TextAsync()).ShouldNotContain("zebra");
                if (answer.StatusCode == HttpStatusCode.NotFound) asked++;
            }
        }

        asked.ShouldBeGreaterThan(10);
        foreach (
            var page in new[]
            {
                "/dashboard",
                "/root_dashboard",
                "/audit",
                "/audit/export.csv",
                "/audit/export.jsonl",
                "/settings",
                "/chat/new",
            }
        )
            (await Root.PageAsync(page)).ShouldNotContain("zebra");
        (await RowsAsync<Chat>()).Single(c => c.Id.ToString() == chat).Title.Value.ShouldBe(Title, "and nothing of it has changed");
    }
}
