using System.Net;
using System.Text.RegularExpressions;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Persistence;
using ChatAi.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Chats;

/// <summary>Pages of somebody who has hundreds of chats.</summary>
public sealed partial class ManyChatsTests : SignedInTests
{
    private const int Count = 200;
    private const int MessageCount = 50;
    private const int ShownMessages = 22; // with the templates of a question and an answer

    private readonly List<Chat> _chats = [];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Portal.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<ApplicationDbContext>();
            var owner = (await db.Users.IgnoreQueryFilters().SingleAsync(Cancellation)).Id;
            for (var i = 0; i < Count; i++)
            {
                var at = DateTimeOffset.UnixEpoch.AddHours(i);
                var chat = Chat.Start(owner, null, Preferences.Default, at);
                chat.Rename(ChatTitle.From($"Chat number {i} about things of work"));
                _chats.Add(chat);
            }

            db.Chats.AddRange(_chats);
            return await db.SaveChangesAsync(Cancellation);
        });
    }

    [Fact]
    public async Task The_sidebar_has_the_newest_chats_and_the_one_that_is_open_and_leads_to_all()
    {
        var page = await TextAsync("/settings");
        Rows(page).ShouldBe(_chats.AsEnumerable().Reverse().Take(20).Select(c => c.Id.ToString()));
        page.ShouldContain("href=\"/chats\"");

        var oldest = _chats[0].Id.ToString();
        Rows(await TextAsync($"/chat/{oldest}"))
            .ShouldBe([.. _chats.AsEnumerable().Reverse().Take(19).Select(c => c.Id.ToString()), oldest]);

        var all = await TextAsync("/chats");
        Rows(all[all.IndexOf("data-all-chats", StringComparison.Ordinal)..])
            .ShouldBe(_chats.AsEnumerable().Reverse().Select(c => c.Id.ToString()));
    }

    [Fact]
    public async Task Chats_that_are_not_in_the_sidebar_are_found_by_their_title()
    {
        var found = await TextAsync("/chats?q=number+7+about");

        Rows(found[found.IndexOf("data-all-chats", StringComparison.Ordinal)..]).ShouldBe([_chats[7].Id.ToString()]);
    }

    [Theory]
    [InlineData("/settings", 22)]
    [InlineData("/dashboard", 49)]
    [InlineData("/chat/{id}", 55)]
    public async Task Pages_stay_small(string path, int kilobytes)
    {
        var chat = _chats[^1].Id;
        await Fill.ChatAsync(Portal, chat.ToString(), MessageCount / 2);

        var page = await TextAsync(path.Replace("{id}", chat.ToString(), StringComparison.Ordinal));

        page.Length.ShouldBeLessThan(kilobytes * 1000);
        if (path.Contains("{id}", StringComparison.Ordinal)) MessagePattern().Count(page).ShouldBe(ShownMessages);
    }

    private async Task<string> TextAsync(string path)
    {
        var answer = await Root.GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }

    private static IEnumerable<string> Rows(string page) => RowPattern().Matches(page).Select(match => match.Groups["id"].Value);

    [GeneratedRegex("<li data-used[^>]*><a class=\"chat-list__chat\" href=\"/chat/(?<id>[0-9a-f-]{36})\"", RegexOptions.ExplicitCapture)]
    private static partial Regex RowPattern();

    [GeneratedRegex("<article class=\"message ")]
    private static partial Regex MessagePattern();
}
