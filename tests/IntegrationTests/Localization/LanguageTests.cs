using System.Net;
using ChatAi.IntegrationTests.Common;
using ChatAi.IntegrationTests.Security;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Localization;

public sealed class LanguageTests : SharedPortalTests
{
    [Theory]
    [InlineData("de-AT,de;q=0.9,en;q=0.5", "de")]
    [InlineData("de-CH", "de")]
    [InlineData("en;q=0.5,DE", "de")]
    [InlineData("fr,de;q=0.5", "de")]
    [InlineData("en-GB,de;q=0.9", "en")]
    [InlineData("fr", "en")]
    [InlineData("", "en")]
    [InlineData("not a language;;;q=x", "en")]
    public async Task A_visitor_gets_the_language_that_the_browser_prefers(string accepted, string language)
    {
        using var visitor = Portal.Visit();
        visitor.AcceptLanguage = accepted;

        (await visitor.PageAsync("/login")).ShouldContain($"<html lang=\"{language}\" dir=\"ltr\"");
    }

    [Fact]
    public async Task The_setting_counts_more_than_the_browser_and_is_remembered_before_sign_in()
    {
        Root.AcceptLanguage = "en";
        var saved = await SaveAsync("de");

        saved.StatusCode.ShouldBe(HttpStatusCode.Found);
        (await Root.PageAsync("/settings")).ShouldContain("<html lang=\"de\"");
        using var otherBrowser = await Portal.SignInAsync(Portal.RootName);
        (await otherBrowser.PageAsync("/settings")).ShouldContain("<html lang=\"de\"");
        await Root.PostFormAsync("/logout", tokenFrom: "/settings");
        (await Root.PageAsync("/login")).ShouldContain("<html lang=\"de\"");
    }

    [Fact]
    public async Task The_browser_decides_again_if_the_setting_says_so()
    {
        Root.AcceptLanguage = "en";
        await SaveAsync("de");
        await SaveAsync("browser");

        (await Root.PageAsync("/settings")).ShouldContain("<html lang=\"en\"");
    }

    [Fact]
    public async Task Numbers_and_dates_follow_the_language()
    {
        await Root.NewChatAsync();
        Root.AcceptLanguage = "de";

        (await Root.PageAsync("/dashboard")).ShouldContain("3,3 GB");
    }

    [Fact]
    public async Task Errors_are_in_the_language_of_the_request()
    {
        Root.AcceptLanguage = "de";

        var refused = await Root.PostAsync($"/chat/{Guid.NewGuid()}/message", new { message = "Hallo" });
        (await refused.DetailAsync()).ShouldBe("Diesen Chat gibt es nicht. Vielleicht wurde er in einem anderen Tab gelöscht.");
        (await (await Root.GetAsync("/nowhere")).TextAsync()).ShouldContain("Seite nicht gefunden");
    }

    private Task<HttpResponseMessage> SaveAsync(string language) => Root.PostFormAsync(
        "/settings", new Dictionary<string, string> { ["theme"] = "system", ["send_key"] = "enter", ["language"] = language });
}
