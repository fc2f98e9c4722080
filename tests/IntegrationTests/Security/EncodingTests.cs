using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ChatAi.IntegrationTests.Common;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

/// <summary>What says that its text has an encoding which is not read any more, or never existed.</summary>
public sealed class EncodingTests : SharedPortalTests
{
    private static readonly string[] Paths = ["/login", "/register_user", "/chat/new", "/settings"];
    private static readonly string[] Encodings = ["utf-7", "utf-9", "\"utf-7\"", "x"];

    [Fact]
    public async Task A_body_of_an_unknown_encoding_is_refused_with_a_sentence()
    {
        foreach (var path in Paths)
        {
            foreach (var type in new[] { "application/x-www-form-urlencoded", "application/json" })
            {
                foreach (var encoding in Encodings)
                    await ShouldRefuseAsync(path, () => Content("message=Hello", $"{type}; charset={encoding}"));
            }
        }
    }

    [Fact]
    public async Task A_field_of_an_unknown_encoding_is_refused_with_a_sentence()
    {
        foreach (var path in Paths)
        {
            await ShouldRefuseAsync(path, () =>
                new MultipartFormDataContent { { Content("Hello", "text/plain; charset=utf-7"), "message" } }
            );
        }
    }

    private async Task ShouldRefuseAsync(string path, Func<HttpContent> content)
    {
        using var stranger = Portal.Visit();
        foreach (var visitor in new[] { Root, stranger })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content() };
            request.Headers.Accept.ParseAdd("application/json");
            using var answer = await visitor.SendAsync(request, Cancellation);
            ((int)answer.StatusCode).ShouldBeInRange(400, 403, $"{path} {request.Content.Headers.ContentType}");
            if (answer.StatusCode == HttpStatusCode.BadRequest) (await answer.DetailAsync()).ShouldContain("encoding");
        }
    }

    private static ByteArrayContent Content(string text, string type)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }
}
