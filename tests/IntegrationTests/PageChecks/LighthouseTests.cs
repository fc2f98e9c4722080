using System.Text.RegularExpressions;
using ChatAi.IntegrationTests.Browser;
using ChatAi.IntegrationTests.Common;
using ChatAi.IntegrationTests.Scripts;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.PageChecks;

[Collection(BrowserChains.Alone)]
public sealed partial class LighthouseTests : SignedInTests
{
    private static readonly NodeFolder Folder = new("tests/PageChecks");

    [SlowFact]
    public async Task Lighthouse_gives_every_page_at_least_95()
    {
        await Node.RequireAsync();
        var chromium = ChromiumFixture.RequirePath();
        await Folder.InstallAsync(Cancellation);
        var chat = $"/chat/{await Root.NewChatAsync()}";
        for (var i = 1; i <= 150; i++) await Root.PostAsync($"{chat}/message?wait=true", new { message = $"Question {i}" });
        using var visitor = Portal.Visit();

        var reports = new List<string>();
        foreach (var (reader, path) in new[] { (visitor, "/login"), (Root, "/chat/new"), (Root, chat), (Root, "/dashboard") })
        {
            var address = new Uri(Portal.Address, path);
            var cookies = reader.Cookies.GetCookieHeader(Portal.Address);
            var (exitCode, said) = await Folder.RunAsync("node", ["lighthouse.mjs", address.ToString(), cookies, chromium], Cancellation);
            exitCode.ShouldBe(0, said);
            reports.Add($"{path}: {said}");
            TestContext.Current.TestOutputHelper?.WriteLine(reports[^1]);
        }

        reports.Where(report => Scores().Matches(report.Split('\n')[0]).Any(score => int.Parse(score.ValueSpan) < 95)).ShouldBeEmpty();
    }

    [GeneratedRegex(@"\d+(?=,|$)")]
    private static partial Regex Scores();
}
