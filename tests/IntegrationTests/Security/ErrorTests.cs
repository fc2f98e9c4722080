using System.Net;
using System.Text.RegularExpressions;
using ChatAi.IntegrationTests.Common;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

/// <summary>Errors say what to do, and nothing of how the portal is made or where it runs.</summary>
public sealed partial class ErrorTests : SignedInTests
{
    private static readonly string[] Bodies =
    [
        "{",
        "[]",
        "null",
        """{"message":{}}""",
        "\"\"",
        """{"message":"x","model":"../../etc/passwd"}""",
        """{"message":"' OR 1=1 --","parentId":"';"}""",
    ];

    [Fact]
    [Trait("Security", "43")]
    public async Task No_refusal_tells_of_the_inside()
    {
        using var ben = await Portal.RegisterMemberAsync("ben");
        var chat = await ben.NewChatAsync();
        await Ollama.DisposeAsync();
        var statuses = new HashSet<HttpStatusCode>();
        foreach (var route in Routes.All.Where(route => !route.IsStream && route.Pattern != "/logout"))
        {
            foreach (var accept in new[] { Ask.Page, Ask.Program })
            {
                foreach (
                    var path in new[]
                    {
                        route.Path(),
                        route.Path(chat),
                        route.Path(chat) + "?now=x&before=x&message=x&wait=x&status=x",
                        route.Path("not-a-guid") + "%00'\"<",
                    }
                )
                {
                    using var request = await Ask.Request(route, path, accept).WithTokenOfAsync(ben);
                    await CheckAsync(ben, request);
                }

                if (route.Method != "POST") continue;
                foreach (var body in Bodies)
                {
                    using var request = await Ask.Request("POST", route.Path(chat), accept, json: body).WithTokenOfAsync(ben);
                    await CheckAsync(ben, request);
                }
            }
        }

        statuses.ShouldBe(
            [HttpStatusCode.BadRequest, HttpStatusCode.Forbidden, HttpStatusCode.NotFound, HttpStatusCode.Conflict],
            ignoreOrder: true,
            "tried too little, or something broke"
        );

        async Task CheckAsync(Visitor visitor, HttpRequestMessage request)
        {
            using var answer = await visitor.SendAsync(request, Cancellation);
            if ((int)answer.StatusCode < 400)
                return;
            if (
                answer.StatusCode
                is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests)
            )
                statuses.Add(answer.StatusCode);
            ShouldTellNothing(await answer.TextAsync(), $"{request.Method} {request.RequestUri} {(int)answer.StatusCode}");
        }
    }

    [Theory]
    [InlineData(Ask.Page)]
    [InlineData(Ask.Program)]
    [Trait("Security", "43")]
    public async Task Nor_does_what_nobody_foresaw(string accept)
    {
        await Root.TokenAsync();
        await ExecuteAsync("ALTER TABLE Chats RENAME TO Elsewhere");

        foreach (
            var (method, path) in new[]
            {
                ("GET", $"/chat/{Guid.NewGuid()}"),
                ("POST", $"/chat/{Guid.NewGuid()}/delete"),
                ("GET", "/dashboard"),
            }
        )
        {
            using var request = await Ask.Request(method, path, accept).WithTokenOfAsync(Root);
            using var answer = await Root.SendAsync(request, Cancellation);

            answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
            ShouldTellNothing(await answer.TextAsync(), path);
            if (accept == Ask.Page && method == "GET") (await answer.TextAsync()).ShouldContain("<h1>Something went wrong</h1>");
        }
    }

    private void ShouldTellNothing(string text, string what)
    {
        Inside().Match(text).Value.ShouldBeEmpty(what);
        text.ShouldNotContain(Portal.DataDirectory, Case.Insensitive, what);
        text.ShouldNotContain(Ollama.Address.Authority, Case.Insensitive, what);
        text.ShouldNotContain(Environment.Version.ToString(), Case.Insensitive, what);
    }

    [GeneratedRegex(
        @"\bat \w+(\.\w+)+\(|Exception|System\.|Microsoft\.|ChatAi\.|SQLite|\bSELECT\b|\bFROM ""|no such table|Elsewhere|(?<!,)\.cs\b|Kestrel|ASP\.NET|/(home|root|tmp|usr|work|etc|app|portal|data)/|StackTrace"
    )]
    private static partial Regex Inside();
}
