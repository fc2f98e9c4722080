using System.Net;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Models;
using ChatAi.IntegrationTests.Accounts;
using ChatAi.IntegrationTests.Common;
using ChatAi.WebUI.Security;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

/// <summary>An id in the query, a form or a JSON body never replaces the one in the path (CVE-2026-54026).</summary>
[Trait("Security", "51")]
public sealed class DisagreeingIdTests : SharedPortalTests
{
    private static readonly string[] Names =
        ["id", "Id", "ID", "chat", "chatId", "chat_id", "ChatId", "chat.Id", "owner", "ownerId", "userId", "user_id"];

    public static TheoryData<string, bool> Bodies
    {
        get
        {
            var all = new TheoryData<string, bool>();
            foreach (var kind in new[] { "form", "JSON" })
            {
                all.Add(kind, false);
                all.Add(kind, true);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task The_chat_in_the_path_is_the_one_that_counts(string kind, bool isForeign)
    {
        using var ben = await Portal.RegisterMemberAsync("ben");
        using var anna = await Portal.RegisterMemberAsync("anna");
        var (victim, victimAnswer) = await SharedPortal.AskAsync(isForeign ? anna : ben, "Not to be touched");
        var before = StoredOf(victim);
        foreach (var route in Routes.That(Right.Own).Where(route => route.Method == "POST"))
        {
            var plain = await SendAsync(ben, route, kind, victim: null);
            var disagreeing = await SendAsync(ben, route, kind, victim);

            disagreeing.ShouldBe(plain, $"{route}");
            StoredOf(victim).ShouldBe(before, $"{route}");

            // The other way round: what is in the path is not theirs, whatever stands in the body. A body of the wrong shape is refused
            // first.
            if (!isForeign) continue;
            using var request = Request(route, kind, route.Path(victim, victimAnswer), await ben.NewChatAsync());
            (await ben.AnswerAsync(request, Cancellation))[..3].ShouldBeOneOf(["404", "400"], $"{route}");
            StoredOf(victim).ShouldBe(before, $"{route}");
        }
    }

    [Fact]
    public async Task The_link_in_the_path_is_the_one_that_counts()
    {
        using var ben = await Portal.RegisterMemberAsync("ben");
        var id = (await RowsAsync<User>()).Single(user => user.Name == "ben").Id.ToString();
        var invitation = (await Root.NewLinkAsync("/invite", [])).Split('/')[^1];
        var reset = (await Root.NewLinkAsync("/reset_user_password", new() { ["id"] = id })).Split('/')[^1];
        using var stranger = Portal.Visit();

        foreach (var (path, token) in new[] { ("/invitation/nosuch", invitation), ("/reset_password/nosuch", reset) })
        {
            var fields = new Dictionary<string, string>(Portal.Credentials("eve")) { ["token"] = token, ["Token"] = token };
            using var answer = await stranger.PostFormAsync($"{path}?token={token}", fields, "/login");

            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }

        (await RowsAsync<User>()).ShouldNotContain(user => user.Name == "eve");
        (await RowsAsync<PasswordReset>()).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("hide")]
    [InlineData("delete")]
    public async Task The_model_in_the_path_is_the_one_that_counts(string action)
    {
        var fields = new Dictionary<string, string> { ["name"] = "qwen3:8b", ["model"] = "qwen3:8b", ["Name"] = "qwen3:8b" };

        (await Root.PostFormAsync($"/model/{action}/llama3.2:3b?name=qwen3:8b&model=qwen3:8b", fields, "/dashboard")).StatusCode.ShouldBe(
            HttpStatusCode.Found
        );

        (await RowsAsync<Model>()).Single(m => m.Name == ModelName.Parse("qwen3:8b")).VisibleToMembers.ShouldBeTrue();
        Ollama.Requests.All.ShouldNotContain(r => r.Method == "DELETE" && r.Body.Contains("qwen3", StringComparison.Ordinal));
    }

    /// <returns>The status, for a chat of its own with one answer.</returns>
    private static async Task<string> SendAsync(Visitor visitor, Route route, string kind, string? victim)
    {
        var (chat, answer) = await SharedPortal.AskAsync(visitor, "Hello");
        if (route.Pattern.EndsWith("/restore", StringComparison.Ordinal)) await visitor.PostAsync($"/chat/{chat}/message/{answer}/delete");
        using var request = Request(route, kind, route.Path(chat, answer), victim);
        return (await visitor.AnswerAsync(request, Cancellation))[..3];
    }

    private static HttpRequestMessage Request(Route route, string kind, string path, string? other)
    {
        var extra = other is null ? [] : Names.Select(name => KeyValuePair.Create(name, other)).ToList();
        if (extra.Count > 0) path += $"?{string.Join('&', extra.Select(field => $"{field.Key}={field.Value}"))}";
        var own = route.Json is null ? route.Form : new() { ["message"] = "Hello" };

        // Edits come as JSON alone.
        if (kind == "form" && !route.Pattern.EndsWith("/edit", StringComparison.Ordinal))
        {
            var request = Ask.Request("POST", path);
            request.Content = new FormUrlEncodedContent(own.Concat(extra).DefaultIfEmpty(KeyValuePair.Create("nothing", "")));
            return request;
        }

        // What reads a form finds none, and does what it does without.
        return Ask.Request(
            "POST",
            path,
            json: $"{{{string.Join(',', own.Concat(extra).Select(field => $"\"{field.Key}\":\"{field.Value}\""))}}}"
        );
    }

    private string StoredOf(string chat)
    {
        var file = Path.Combine(Portal.DataDirectory, "chatai.db");
        var id = chat.ToUpperInvariant();
        return string.Join('\n', StoreDump.Rows(file, $"SELECT * FROM \"Chats\" WHERE upper(\"Id\") = '{id}'")
            .Concat(StoreDump.Rows(file, $"SELECT * FROM \"Messages\" WHERE upper(\"ChatId\") = '{id}' ORDER BY \"Id\"")));
    }
}
