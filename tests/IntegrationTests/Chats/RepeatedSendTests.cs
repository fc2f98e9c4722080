using System.Net;
using ChatAi.Domain.Chats;
using ChatAi.IntegrationTests.Common;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Chats;

/// <summary>A form that a browser sends twice, by two clicks, Back or a reload, starts one chat.</summary>
public sealed class RepeatedSendTests : SharedPortalTests
{
    [Fact]
    public async Task The_same_message_with_the_same_key_starts_one_chat()
    {
        var form = Form("How tall is\r\nthe tower?");

        var sent = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Root.PostFormAsync("/chat/new", form)));
        var later = await Root.PostFormAsync("/chat/new", form);

        var chat = (await RowsAsync<Chat>()).ShouldHaveSingleItem();
        sent.Append(later)
            .ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.Found && answer.Headers.Location!.ToString() == $"/chat/{chat.Id}");
        (await RowsAsync<Message>()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Another_message_with_the_same_key_is_not_lost()
    {
        var form = Form("One");
        await Root.PostFormAsync("/chat/new", form);

        await Root.PostFormAsync("/chat/new", new(form) { ["message"] = "Two" });

        (await RowsAsync<Chat>()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_key_leads_nobody_into_the_chat_of_another()
    {
        var form = Form("Hello");
        await Root.PostFormAsync("/chat/new", form);
        using var member = await Portal.RegisterMemberAsync("jonas");

        var sent = await member.PostFormAsync("/chat/new", form);

        sent.StatusCode.ShouldBe(HttpStatusCode.Found);
        (await RowsAsync<Chat>()).Select(c => c.OwnerId).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task Every_form_has_a_key_of_its_own()
    {
        var keys = new[] { await Root.PageAsync("/chat/new"), await Root.PageAsync("/chat/new") }
            .Select(page => page.Split("name=\"idempotency_key\" value=\"")[1].Split('"')[0]).ToList();

        keys.ShouldAllBe(key => key.Length == Guid.Empty.ToString().Length);
        keys[0].ShouldNotBe(keys[1]);
    }

    private static Dictionary<string, string> Form(string message) =>
        new() { ["message"] = message, ["idempotency_key"] = Guid.NewGuid().ToString() };
}
