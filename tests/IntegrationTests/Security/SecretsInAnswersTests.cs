using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChatAi.Domain.Accounts;
using ChatAi.IntegrationTests.Accounts;
using ChatAi.IntegrationTests.Common;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

/// <summary>No answer of any route has a key, a hash, or the address of somebody else (CVE-2026-54023, CVE-2026-54044).</summary>
[Trait("Security", "57")]
public sealed partial class SecretsInAnswersTests : SignedInTests
{
    private const string OllamaKey = "zq7x-key-of-ollama";

    // What a field is called that has what nobody should read. "expires" of a link and the like are no secrets.
    private static readonly HashSet<string> Harmless =
    [
        "promptTokens",
        "tokens",
        "totalTokens",
        "answerTokens",
        "maxTokens",
        "timeToFirstToken",
    ];

    protected override Dictionary<string, string> Settings => new() { ["Ollama:ApiKey"] = OllamaKey };

    [Fact]
    public async Task All_answers_of_all_routes_are_free_of_secrets_and_of_others_addresses()
    {
        using var anna = await SignUpAsync("anna", "127.0.0.61");
        using var ben = await SignUpAsync("ben", "127.0.0.62");
        var id = (await RowsAsync<User>()).Single(user => user.Name == "anna").Id.ToString();
        var links = new List<string>();
        foreach (
            var (path, fields) in new (string, Dictionary<string, string>)[]
            {
                ("/invite", []),
                ("/reset_user_password", new() { ["id"] = id }),
            }
        )
            links.Add((await Root.NewLinkAsync(path, fields)).Split('/')[^1]);
        foreach (var visitor in new[] { anna, ben, Root }) await SharedPortal.AskAsync(visitor, "Hello");
        await ben.PostFormAsync("/model/request/gemma3:1b", new() { ["reason"] = "To try" }, "/dashboard");

        var hashes = await HashesAsync();
        hashes.Count.ShouldBeGreaterThan(6);
        var keys = (await KeysAsync()).ToList();
        foreach (var (visitor, own, isRoot) in new[] { (anna, "127.0.0.61", false), (ben, "127.0.0.62", false), (Root, "127.0.0.1", true) })
        {
            var chat = (await RowsAsync<Domain.Chats.Chat>()).First(c => !isRoot || c.OwnerId.ToString() != id).Id.ToString();
            var secrets = hashes
                .Concat(links)
                .Concat(keys)
                .Append(OllamaKey)
                .Concat(visitor.Secrets.Where(s => !s.StartsWith("CfDJ8", StringComparison.Ordinal)))
                .ToList();
            var answers = 0;
            await foreach (var (route, answer, text) in AnswersAsync(visitor, isRoot, chat))
            {
                answers++;
                foreach (var secret in secrets)
                    text.ShouldNotContain(secret, Case.Insensitive, route);
                var addresses = Address()
                    .Matches(text)
                    .Select(match => match.Value)
                    .Where(address => address != own && address != "127.0.0.1:0")
                    .Distinct();
                if (!isRoot)
                    addresses.ShouldBeEmpty(route);
                else if (!route.Contains("/audit", StringComparison.Ordinal))
                    addresses.ShouldNotContain(a => a.StartsWith("127.0.0.6", StringComparison.Ordinal), route);
                if (answer.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) is true)
                    CheckNames(JsonDocument.Parse(text).RootElement, route);
            }

            answers.ShouldBeGreaterThan(60, "else nothing has been tested");
        }
    }

    private async IAsyncEnumerable<(string Route, HttpResponseMessage Answer, string Text)> AnswersAsync(
        Visitor visitor,
        bool isRoot,
        string anyChat
    )
    {
        var (chat, message) = await SharedPortal.AskAsync(visitor, "Hello again");
        var users = await RowsAsync<User>();

        // What ends the session, or this account, comes in no sweep.
        string[] left = ["/logout", "/account/delete", "/account/sessions/end_others", "/account/password"];
        foreach (
            var route in Routes.All.Where(route =>
                !left.Contains(route.Pattern) && !route.Pattern.EndsWith("/delete", StringComparison.Ordinal)
            )
        )
        {
            foreach (var accept in new[] { Ask.Program, Ask.Page })
            {
                var paths = new List<string>
                {
                    route.Path(chat, message).Replace("nosuch:1b", "llama3.2:3b", StringComparison.Ordinal),
                    route.Path(anyChat),
                };
                if (isRoot && route.Pattern.StartsWith("/root_dashboard/", StringComparison.Ordinal))
                    paths.AddRange(users.Select(user => $"/root_dashboard/{user.Id}"));
                foreach (var path in paths.Distinct())
                {
                    using var request = await Ask.Request(route, path, accept).WithTokenOfAsync(visitor);
                    using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
                    patience.CancelAfter(TimeSpan.FromMinutes(1));
                    using var answer = await visitor.SendAsync(
                        request,
                        withToken: false,
                        route.IsStream ? HttpCompletionOption.ResponseHeadersRead : HttpCompletionOption.ResponseContentRead,
                        patience.Token
                    );
                    var text =
                        answer.Content.Headers.ContentType?.MediaType == "text/event-stream"
                            ? await BeginningAsync(answer, patience.Token)
                            : await answer.TextAsync();
                    yield return ($"{route} as {accept} {(int)answer.StatusCode}", answer, WebUtility.HtmlDecode(text));
                }
            }
        }
    }

    private static async Task<string> BeginningAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var bytes = new byte[100_000];
        var length = await stream.ReadAsync(bytes, cancellationToken);
        return System.Text.Encoding.UTF8.GetString(bytes, 0, length);
    }

    private static void CheckNames(JsonElement element, string route)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray()) CheckNames(item, route);
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var field in element.EnumerateObject())
            {
                // The sentences about the fields of a form.
                if (field.Name == "errors") continue;
                if (!Harmless.Contains(field.Name)) Secret().IsMatch(field.Name).ShouldBeFalse($"{route}: {field.Name}");
                CheckNames(field.Value, route);
            }
        }
    }

    private async Task<Visitor> SignUpAsync(string name, string address)
    {
        var visitor = Portal.Visit(IPAddress.Parse(address));
        (await visitor.PostFormAsync("/register_user", Portal.Credentials(name))).StatusCode.ShouldBe(HttpStatusCode.Found);
        return visitor;
    }

    private async Task<List<string>> HashesAsync()
    {
        var all = (await RowsAsync<User>()).Select(user => user.PasswordHash)
            .Concat((await RowsAsync<Invitation>()).Select(invitation => invitation.TokenHash))
            .Concat((await RowsAsync<PasswordReset>()).Select(reset => reset.TokenHash)).ToList();
        foreach (var session in await RowsAsync<Session>()) all.Add(session.KeyHash);
        return all;
    }

    private async Task<IEnumerable<string>> KeysAsync()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Portal.DataDirectory, "keys"));
        var texts = await Task.WhenAll(files.Select(file => File.ReadAllTextAsync(file, Cancellation)));
        return texts.SelectMany(text => Value().Matches(text).Select(match => match.Groups[1].Value));
    }

    [GeneratedRegex(@"\b(?!0\.0\.0\.0)127\.\d{1,3}\.\d{1,3}\.\d{1,3}\b")]
    private static partial Regex Address();

    [GeneratedRegex("(?i)hash|secret|password|token$|securitystamp|apikey|cookie|^key$")]
    private static partial Regex Secret();

    [GeneratedRegex("<value>([^<]+)</value>")]
    private static partial Regex Value();
}
