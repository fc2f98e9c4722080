using System.ComponentModel;
using System.Net;
using System.Text.RegularExpressions;
using ChatAi.Domain.Accounts;
using ChatAi.IntegrationTests.Common;
using ChatAi.IntegrationTests.Files;
using ChatAi.IntegrationTests.Scripts;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.PageChecks;

/// <summary>Checks whole pages with third-party tools; see tests/PageChecks.</summary>
public sealed partial class PageCheckTests : SignedInTests
{
    private const string Markdown =
        "# Towers\n\nThe tower is **tall**.\n\n- one\n  - deeper\n- [x] done\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n"
        + "```sql\nselect 1;\n```\n\n$$x^2$$\n\n> Said before\n\n## Small";

    private static readonly string[] RootPages =
    [
        "/chat/new", "/chats", "/dashboard", "/model/details/qwen3:8b", "/settings", "/account", "/root_dashboard", "/audit", "/about",
        "/nowhere",
    ];

    private static readonly string[] MemberPages = ["/chat/new", "/dashboard", "/model/details/qwen3:8b", "/settings"];

    private static readonly string[] VisitorPages = ["/login", "/register_user", "/diagram"];

    private static readonly NodeFolder Folder = new("tests/PageChecks");

    [Fact]
    public async Task Pages_are_valid_HTML()
    {
        await Node.RequireAsync();
        await RequireJavaAsync();
        Ollama.Answers.Enqueue(Markdown);
        var file = await Root.ReadFileAsync("long.txt", string.Concat(Enumerable.Repeat("A line of notes\n", 5_000)));
        var chat = await AskAsync("Show me everything", await Root.ReadFileAsync("notes.txt", "Notes"));
        using var member = await Portal.RegisterAsync("jo.lind", UserRole.Member);
        using var visitor = Portal.Visit();
        var person = (await RowsAsync<User>()).Single(user => !user.IsRoot).Id;
        var pages = Directory.CreateTempSubdirectory("chatai-pages-");
        await SaveAsync(Root, "root", [.. RootPages, chat, $"/root_dashboard/{person}", $"/files/{file}/view?unit=2"]);
        await SaveAsync(member, "member", MemberPages);
        await SaveAsync(visitor, "visitor", VisitorPages);

        await Folder.InstallAsync(Cancellation);
        var (exitCode, said) = await Folder.RunAsync(
            "java",
            ["-jar", Folder.File("node_modules/vnu-jar/build/dist/vnu.jar"), "--errors-only", "--format", "gnu", pages.FullName],
            Cancellation
        );
        pages.Delete(recursive: true);

        said.ShouldBeEmpty();
        exitCode.ShouldBe(0);

        async Task SaveAsync(Visitor reader, string name, string[] paths)
        {
            foreach (var path in paths)
            {
                using var answer = await reader.GetAsync(path);
                var file = Path.Combine(pages.FullName, name + NotInNames().Replace(path, "-") + ".html");
                await File.WriteAllTextAsync(file, await answer.TextAsync(), Cancellation);
            }
        }
    }

    [Theory]
    [InlineData("/login")]
    [InlineData("/diagram")]
    public async Task The_policy_of_a_page_has_no_gap(string path)
    {
        await Node.RequireAsync();
        using var visitor = Portal.Visit();
        using var page = await visitor.GetAsync(path);
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();

        await Folder.InstallAsync(Cancellation);
        var (exitCode, said) = await Folder.RunAsync("node", ["policy.mjs", policy], Cancellation);

        said.ShouldBeEmpty();
        exitCode.ShouldBe(0);
    }

    /// <returns>The path of a chat with the answer.</returns>
    private async Task<string> AskAsync(string question, string file)
    {
        var chat = await Root.NewChatAsync();
        using var answer = await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = question, files = new[] { file } });
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return $"/chat/{chat}";
    }

    private static async Task RequireJavaAsync()
    {
        const string Missing = "There is no Java 17 or newer on this machine, so the HTML is not checked.";
        try
        {
            var (exitCode, _) = await Folder.RunAsync("java", ["-version"], TestContext.Current.CancellationToken);
            if (exitCode == 0) return;
        }
        catch (Win32Exception)
        {
            // Not installed.
        }

        if (Environment.GetEnvironmentVariable("CHATAI_REQUIRE_BROWSER") == "1") Assert.Fail(Missing);
        Assert.Skip(Missing);
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotInNames();
}
