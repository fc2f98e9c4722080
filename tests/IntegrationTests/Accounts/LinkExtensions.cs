using System.Net;
using System.Text.RegularExpressions;
using ChatAi.IntegrationTests.Common;
using Shouldly;

namespace ChatAi.IntegrationTests.Accounts;

internal static partial class LinkExtensions
{
    /// <returns>The path of the link that root's page shows this once.</returns>
    public static async Task<string> NewLinkAsync(this Visitor root, string path, Dictionary<string, string> fields)
    {
        var answer = await root.PostFormAsync(path, fields, "/root_dashboard");
        answer.StatusCode.ShouldBe(HttpStatusCode.Found, await answer.TextAsync());
        var page = await root.PageAsync(answer.Headers.Location!.ToString());
        return new Uri(WebUtility.HtmlDecode(Link().Match(page).Groups["link"].Value)).AbsolutePath;
    }

    [GeneratedRegex("""value="(?<link>http[^"]+)" readonly""", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();
}
