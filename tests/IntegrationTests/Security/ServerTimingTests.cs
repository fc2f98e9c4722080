using ChatAi.IntegrationTests.Common;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

public sealed class ServerTimingTests : SharedPortalTests
{
    [Fact]
    public async Task Only_who_is_signed_in_is_told_how_long_the_portal_worked()
    {
        using var stranger = Portal.Visit();
        var file = Portal.FileAddress("css/main.css");
        foreach (var path in new[] { "/login", "/register_user", "/dashboard", "/chat/new", "/nowhere", "/healthz", file })
            (await stranger.GetAsync(path)).Headers.Contains("Server-Timing").ShouldBeFalse(path);

        (await Root.GetAsync("/dashboard")).Headers.Contains("Server-Timing").ShouldBeTrue();
    }
}
