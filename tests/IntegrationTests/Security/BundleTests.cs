using System.Net;
using System.Text.RegularExpressions;
using ChatAi.IntegrationTests.Common;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

public sealed partial class BundleTests : SharedPortalTests
{
    [Fact]
    public async Task Browsers_keep_what_a_page_loads_and_get_it_compressed()
    {
        var page = await Root.PageAsync("/settings");
        var files = Files().Matches(page).Select(match => match.Value).Distinct().ToList();

        // Scripts, styles, the guard, and two icons.
        files.Count.ShouldBe(5);
        foreach (var file in files)
        {
            using var request = Ask.Request("GET", file);
            request.Headers.Add("Accept-Encoding", "gzip, br");
            using var answer = await Root.SendAsync(request, Cancellation);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, file);
            answer.Headers.CacheControl!.ToString().ShouldBe("public, max-age=31536000, immutable", file);
            answer.Content.Headers.ContentEncoding.Count.ShouldBe(1, file);
        }
    }

    [Theory]
    [InlineData("/bundle/app-AAAAAAAA.js")]
    [InlineData("/bundle/files.json")]
    [InlineData("/js/main.js")]
    [InlineData("/css/main.css")]
    public async Task Nothing_else_of_it_is_there(string path)
    {
        using var answer = await Root.GetAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [GeneratedRegex("/bundle/[^\"#]+")]
    private static partial Regex Files();
}
