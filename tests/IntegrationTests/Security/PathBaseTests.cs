using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChatAi.Domain.Accounts;
using ChatAi.IntegrationTests.Accounts;
using ChatAi.IntegrationTests.Common;
using ChatAi.WebUI.Security;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

/// <summary>A portal that a proxy serves below a path, whether the proxy passes that path on or removes it.</summary>
public sealed partial class PathBaseTests : SignedInTests
{
    private const string PathBase = "/team/chat-ai";

    protected override Dictionary<string, string> Settings =>
        new() { ["Network:PathBase"] = PathBase, ["Accounts:Registration"] = "Approval" };

    [Theory]
    [InlineData(PathBase)]
    [InlineData("")]
    public async Task Every_address_on_every_page_is_below_it(string passedOn)
    {
        var chat = await Root.NewChatAsync("Show me a table");
        await Eventually.HoldsAsync(async () => (await Root.PageAsync($"/chat/{chat}")).ShouldContain("tokens"));
        using var stranger = Portal.Visit();
        string[] pages =
        [
            $"/chat/{chat}",
            "/dashboard",
            "/chat/new",
            "/chats",
            "/settings",
            "/root_dashboard",
            "/model/details/qwen3:8b",
            "/account",
            "/audit",
            new Uri(Portal.Address, await Root.NewLinkAsync("/invite", [])).AbsolutePath[PathBase.Length..],
        ];

        foreach (var (visitor, path) in pages.Select(page => (Root, page)).Concat([(stranger, "/login"), (stranger, "/register_user")]))
        {
            var page = await visitor.PageAsync(passedOn + path);
            var addresses = Address().Matches(Template().Replace(page, "")).Select(match => match.Groups[1].Value).ToList();
            addresses.Count.ShouldBeGreaterThan(3, path);
            addresses.Where(address => !address.StartsWith(PathBase + "/", StringComparison.Ordinal)).ShouldBeEmpty(path);
            page.ShouldContain($"data-path-base=\"{PathBase}\"");
            page.ShouldNotContain("~/");
        }

        (await Root.GetAsync($"{passedOn}{Portal.FileAddress("css/main.css")}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await stranger.GetAsync($"{passedOn}/healthz")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(PathBase)]
    [InlineData("")]
    public async Task Redirects_and_created_addresses_are_below_it(string passedOn)
    {
        using var stranger = Portal.Visit();

        (await LocationAsync(Root.GetAsync(passedOn + "/"))).ShouldBe($"{PathBase}/chat/new");
        (await LocationAsync(stranger.GetAsync(passedOn + "/settings?saved=true"))).ShouldBe(
            $"{PathBase}/login?returnUrl={Uri.EscapeDataString($"{PathBase}/settings?saved=true")}"
        );
        (await LocationAsync(Root.PostFormAsync(passedOn + "/settings", new() { ["theme"] = "dark" }))).ShouldBe(
            $"{PathBase}/settings?saved=true"
        );
        (await LocationAsync(Root.PostFormAsync(passedOn + "/models/policy", [], tokenFrom: "/dashboard"))).ShouldBe(
            $"{PathBase}/settings?saved=true#policy"
        );
        (await LocationAsync(Root.PostFormAsync(passedOn + "/invite", [], tokenFrom: "/root_dashboard"))).ShouldStartWith(
            $"{PathBase}/root_dashboard?made="
        );
        using var applicant = Portal.Visit();
        (await LocationAsync(applicant.PostFormAsync(passedOn + "/register_user", Portal.Credentials($"jo{passedOn.Length}"))))
            .ShouldBe($"{PathBase}/register_user/approval");

        var created = await Root.PostAsync(passedOn + "/chat/new", new { message = "Hello" });
        var address = (await created.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("url").GetString();
        address.ShouldStartWith($"{PathBase}/chat/");
        created.Headers.Location!.OriginalString.ShouldBe(address);
        (await Root.PageAsync(address!)).ShouldContain("Hello");
    }

    [Fact]
    public async Task Changes_of_people_lead_back_below_it()
    {
        using var member = await Portal.RegisterAsync("jo.lind", UserRole.Member);
        var id = (await RowsAsync<User>()).Single(user => !user.IsRoot).Id.ToString();
        var redirected = new List<string>();
        var changes = Routes.That(Right.Root)
            .Where(route => route.Method == "POST" && !route.Pattern.Contains('{', StringComparison.Ordinal))
            .OrderBy(route => route.Pattern == "/remove_user");
        foreach (var route in changes)
        {
            using var answer = await Root.PostFormAsync(
                PathBase + route.Pattern, new(route.Form) { ["id"] = id }, tokenFrom: $"{PathBase}/root_dashboard");
            if (answer.Headers.Location is not { } location) continue;
            location.OriginalString.ShouldStartWith($"{PathBase}/", Case.Sensitive, route.Pattern);
            redirected.Add(route.Pattern);
        }

        string[] expected = ["/disable_user", "/enable_user", "/change_role", "/sign_out_user", "/registration", "/remove_user"];
        expected.ShouldBeSubsetOf(redirected);
    }

    [Fact]
    public async Task After_sign_in_the_page_that_was_wanted_is_shown()
    {
        using var visitor = Portal.Visit();
        var fields = Portal.Credentials(Portal.RootName);
        fields["returnUrl"] = $"{PathBase}/settings";

        (await LocationAsync(visitor.PostFormAsync($"{PathBase}/login", fields))).ShouldBe($"{PathBase}/settings");
        visitor.Cookies.GetAllCookies().Select(cookie => cookie.Name).ShouldContain("chatai-session.team.chat-ai");
        visitor.Cookies.GetAllCookies().Select(cookie => cookie.Path).Distinct().ShouldBe(["/"]);
    }

    [Theory]
    [InlineData("chat-ai")]
    [InlineData("/chat-ai/")]
    [InlineData("/")]
    [InlineData("//evil.example")]
    [InlineData("/a/../b")]
    [InlineData("/a b")]
    [InlineData("/\"><script>")]
    public void One_that_is_no_plain_path_is_refused(string pathBase) =>
        new NetworkOptionsValidator()
            .Validate(null, new NetworkOptions { PathBase = pathBase })
            .FailureMessage!.ShouldContain("Network__PathBase");

    [Theory]
    [InlineData("/chat")]
    [InlineData("/Model/x")]
    [InlineData("/bundle")]
    public async Task One_that_begins_like_a_page_stops_the_start_with_a_sentence(string pathBase)
    {
        var folder = Directory.CreateTempSubdirectory("chatai-test-");
        var (exitCode, said) = await PortalProcess.RunAsync(
            [], new() { ["DATA_DIR"] = folder.FullName, ["ASPNETCORE_URLS"] = "http://127.0.0.1:0", ["Network__PathBase"] = pathBase });
        folder.Delete(recursive: true);

        exitCode.ShouldBe(1);
        said.ShouldContain($"Chat AI cannot start: Network__PathBase is “{pathBase}”, and the portal has pages of its own");
    }

    private static async Task<string> LocationAsync(Task<HttpResponseMessage> request)
    {
        using var answer = await request;
        ((int)answer.StatusCode).ShouldBe(302, await answer.TextAsync());
        return answer.Headers.Location!.OriginalString;
    }

    // An empty one is the page itself, one that begins with # a place on it.
    [GeneratedRegex("""\s(?:href|src|action|formaction)="([^"#][^"]*)["]""")]
    private static partial Regex Address();

    // A script completes what stands in these.
    [GeneratedRegex("<template.*?</template>", RegexOptions.Singleline)]
    private static partial Regex Template();
}
