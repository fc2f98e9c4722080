using System.Net;
using ChatAi.IntegrationTests.Common;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

public sealed class KeyTests : SignedInTests
{
    [Fact]
    [Trait("Security", "46")]
    public async Task Sessions_and_forms_outlive_a_restart()
    {
        var token = await Root.TokenAsync("/settings");

        await Portal.RestartAsync();

        using var back = Portal.VisitWith(Root.SessionKey(Portal) ?? SessionKeyOf(Root));
        (await back.GetAsync("/dashboard")).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (Cookie cookie in Root.Cookies.GetAllCookies())
            back.Cookies.Add(new Cookie(cookie.Name, cookie.Value, "/", Portal.Address.Host));
        (await back.PostFormAsync("/logout", new() { [Visitor.TokenField] = token })).StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    [Trait("Security", "46")]
    public void Only_the_portal_can_read_its_keys()
    {
        if (OperatingSystem.IsWindows()) return;

        var keys = Directory.GetFiles(Path.Combine(Portal.DataDirectory, "keys"));
        keys.ShouldNotBeEmpty();
        foreach (var key in keys) File.GetUnixFileMode(key).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, key);
        File.GetUnixFileMode(Path.Combine(Portal.DataDirectory, "keys"))
            .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static string SessionKeyOf(Visitor visitor) =>
        visitor.Cookies.GetAllCookies().Single(c => c.Name == SessionCookies.Name).Value;
}
