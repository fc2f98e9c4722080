using ChatAi.IntegrationTests.Common;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

public sealed class CookieTests : PortalTests
{
    private static readonly string[] Names = ["chatai-session", "chatai-device"];

    [Fact]
    [Trait("Security", "15")]
    public async Task Over_plain_HTTP_the_cookies_are_out_of_reach_of_scripts_and_other_sites()
    {
        var cookies = await CookiesAsync(Portal);

        foreach (var name in Names) cookies[name].ShouldBe(["httponly", "path=/", "samesite=lax"], name);
        cookies["chatai-form"].ShouldBe(["httponly", "path=/", "samesite=strict"]);
    }

    [Fact]
    [Trait("Security", "15")]
    public async Task Over_HTTPS_the_cookies_belong_to_this_host_alone()
    {
        await using var secure = await Portal.StartAsync(changes: new PortalChanges { IsSecure = true });
        var cookies = await CookiesAsync(secure);

        foreach (var name in Names) cookies[$"__Host-{name}"].ShouldBe(["httponly", "path=/", "samesite=lax", "secure"], name);
        cookies["__Host-chatai-form"].ShouldBe(["httponly", "path=/", "samesite=strict", "secure"]);
        cookies.Keys.ShouldAllBe(name => name.StartsWith("__Host-", StringComparison.Ordinal));
    }

    // The attributes of each, but for how long it lasts.
    private static async Task<Dictionary<string, string[]>> CookiesAsync(Portal portal)
    {
        using var visitor = portal.Visit();
        using var answer = await visitor.PostFormAsync("/register_root", Portal.Credentials(Portal.RootName));
        (await visitor.PageAsync("/dashboard")).ShouldContain(Portal.RootName);
        using var form = portal.Visit();
        using var page = await form.GetAsync("/login");
        return answer.Headers.GetValues("Set-Cookie").Concat(page.Headers.GetValues("Set-Cookie"))
            .Select(cookie => cookie.Split(';', StringSplitOptions.TrimEntries))
            .ToDictionary(parts => parts[0].Split('=')[0], parts => parts.Skip(1).Select(p => p.ToLowerInvariant())
                .Where(p => !p.StartsWith("expires", StringComparison.Ordinal) && !p.StartsWith("max-age", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal).ToArray());
    }
}
