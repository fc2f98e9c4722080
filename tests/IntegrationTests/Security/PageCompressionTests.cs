using System.IO.Compression;
using ChatAi.IntegrationTests.Common;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

/// <summary>The size of a compressed page must not tell another site what is on it (BREACH).</summary>
[Trait("Security", "9")]
public sealed class PageCompressionTests : SignedInTests
{
    protected override PortalChanges Changes => new() { IsSecure = true };

    [Theory]
    [InlineData("none")]
    [InlineData("same-origin")]
    public async Task A_page_that_its_reader_opens_is_compressed(string site)
    {
        foreach (var path in new[] { "/settings", "/dashboard", "/chat/new", "/nowhere" })
        {
            using var plain = await GetAsync(path, site, encoding: null);
            using var compressed = await GetAsync(path, site);

            compressed.Content.Headers.ContentEncoding.ShouldBe(["br"], path);
            compressed.Headers.Vary.ShouldContain("Accept-Encoding");
            compressed.Headers.CacheControl!.NoStore.ShouldBeTrue();
            var page = await DecompressAsync(compressed);
            page.ShouldEndWith("</html>\n");
            var length = (await compressed.Content.ReadAsByteArrayAsync(Cancellation)).Length;
            length.ShouldBeLessThan((await plain.TextAsync()).Length / 2, path);
        }
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    [InlineData(null)]
    public async Task One_that_another_site_may_open_is_not(string? site)
    {
        foreach (var path in new[] { "/settings", "/chats?q=guess", "/nowhere" })
        {
            using var page = await GetAsync(path, site);

            page.Content.Headers.ContentEncoding.ShouldBeEmpty(path);
        }
    }

    [Fact]
    public async Task The_form_token_is_another_on_each_page()
    {
        var tokens = new HashSet<string>();
        for (var i = 0; i < 5; i++) tokens.Add(await Root.TokenAsync("/settings"));

        tokens.Count.ShouldBe(5);
    }

    [Fact]
    public async Task Event_streams_are_never_compressed()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/chats/events");
        request.Headers.Add("Accept-Encoding", "br, gzip");
        request.Headers.Add("Sec-Fetch-Site", "same-origin");

        using var stream = await Root.SendAsync(request, withToken: false, HttpCompletionOption.ResponseHeadersRead, Cancellation);

        stream.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        stream.Content.Headers.ContentEncoding.ShouldBe(["identity"]);
    }

    private Task<HttpResponseMessage> GetAsync(string path, string? site, string? encoding = "gzip, br")
    {
        var request = Ask.Request("GET", path, Ask.Page);
        if (site is not null) request.Headers.Add("Sec-Fetch-Site", site);
        if (encoding is not null) request.Headers.Add("Accept-Encoding", encoding);
        return Root.SendAsync(request, Cancellation);
    }

    private static async Task<string> DecompressAsync(HttpResponseMessage response)
    {
        await using var text = new BrotliStream(await response.Content.ReadAsStreamAsync(Cancellation), CompressionMode.Decompress);
        using var reader = new StreamReader(text);
        return await reader.ReadToEndAsync(Cancellation);
    }
}
