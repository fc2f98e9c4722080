using System.Net;
using System.Text.Json;
using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Persistence;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Chats;

public sealed class ChatFeedTests : SharedPortalTests
{
    private const string NewAnswer = "aria-label=\"New answer\"";

    [Fact]
    public async Task Tells_of_a_new_chat_of_its_answer_and_of_its_end()
    {
        await using var feed = await FeedReader.OpenAsync(Root);

        Ollama.Faults.NextChat(Fault.Silence(after: 1));
        var chat = await Root.NewChatAsync("Why is the sky blue?");

        var begun = await feed.UntilChatAsync(chat, c => c.GetProperty("isAnswering").GetBoolean());
        begun.GetProperty("title").GetString().ShouldBe("Why is the sky blue?");
        begun.GetProperty("isUnread").GetBoolean().ShouldBeFalse();
        var answer = (await RowsAsync<Message>()).Single(m => m.Role == MessageRole.Assistant);
        begun.GetProperty("leafId").GetGuid().ShouldBe(answer.Id.Value);

        await Root.PostAsync($"/chat/{chat}/stop");
        var ended = await feed.UntilChatAsync(chat, c => !c.GetProperty("isAnswering").GetBoolean());
        ended.GetProperty("isUnread").GetBoolean().ShouldBeTrue();
        ended
            .GetProperty("version")
            .GetInt32()
            .ShouldBe(begun.GetProperty("version").GetInt32(), "an answer's end must not be in anybody's way");
    }

    [Fact]
    public async Task What_was_seen_is_no_news_any_more()
    {
        var chat = await Root.NewChatAsync();
        await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "Hello" });
        (await Root.PageAsync("/settings")).ShouldContain(NewAnswer);
        await using var feed = await FeedReader.OpenAsync(Root);

        (await Root.PostAsync($"/chat/{chat}/seen")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await feed.UntilChatAsync(chat, c => !c.GetProperty("isUnread").GetBoolean()))
            .GetProperty("answeredAt")
            .ValueKind.ShouldBe(JsonValueKind.String);
        (await Root.PageAsync("/settings")).Split("<template")[0].ShouldNotContain(NewAnswer);
        (await Root.PostAsync($"/chat/{chat}/seen", withToken: false)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        // Another answer is news again.
        await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "And?" });
        await feed.UntilChatAsync(chat, c => c.GetProperty("isUnread").GetBoolean());
    }

    [Fact]
    public async Task Tells_of_a_new_title_and_of_a_chat_that_is_gone()
    {
        var chat = await Root.NewChatAsync();
        await using var feed = await FeedReader.OpenAsync(Root);

        await Root.PostFormAsync($"/chat/{chat}/rename", new() { ["chat_name"] = "Release notes" }, $"/chat/{chat}");
        await feed.UntilChatAsync(chat, c => c.GetProperty("title").GetString() == "Release notes");

        await Root.PostFormAsync($"/chat/{chat}/clear", tokenFrom: $"/chat/{chat}");
        await feed.UntilChatAsync(chat, c => c.GetProperty("leafId").ValueKind == JsonValueKind.Null);

        await Root.PostFormAsync($"/chat/{chat}/delete", tokenFrom: "/dashboard");
        await feed.UntilAsync("chats", data => !FeedReader.Ids(data).Contains(chat));
    }

    [Fact]
    public async Task Nobody_is_told_of_another_ones_chats()
    {
        using var member = await Portal.RegisterMemberAsync("jonas.weber");
        await using var feed = await FeedReader.OpenAsync(member);

        var theirs = await Root.NewChatAsync();
        await Root.PostAsync($"/chat/{theirs}/message?wait=true", new { message = "A secret" });
        await Root.PostFormAsync($"/chat/{theirs}/rename", new() { ["chat_name"] = "Another secret" }, $"/chat/{theirs}");
        (await member.PostAsync($"/chat/{theirs}/seen")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await Root.PostFormAsync($"/chat/{theirs}/delete", tokenFrom: "/dashboard");
        var own = await member.NewChatAsync();

        await feed.UntilChatAsync(own);
        feed.Seen.ShouldAllBe(e => e.Type == "chats" || FeedReader.IsOf(e.Data, own));
        feed.Seen[0].Data.GetProperty("ids").GetArrayLength().ShouldBe(0);
        (await RowsAsync<Chat>()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Who_was_away_is_told_what_was_missed_and_no_more()
    {
        var (renamed, same) = (await Root.NewChatAsync(), await Root.NewChatAsync());
        string? position;
        await using (var feed = await FeedReader.OpenAsync(Root))
        {
            for (var told = 0; told < 2; told++) await feed.UntilAsync("chat");
            position = feed.Position;
        }

        await Root.PostFormAsync($"/chat/{renamed}/rename", new() { ["chat_name"] = "Renamed" }, $"/chat/{renamed}");

        await using var back = await FeedReader.OpenAsync(Root, position);
        await back.UntilAsync("chat", data => FeedReader.IsOf(data, renamed));
        back.Seen.Select(e => e.Type).ShouldBe(["chats", "chat"]);
        back.Seen[0].Data.GetProperty("ids").ValueKind.ShouldBe(JsonValueKind.Null);

        // A position that the store has not reached is one of a store that was replaced.
        await using var late = await FeedReader.OpenAsync(Root, "1764370000000000");
        FeedReader.Ids(late.Seen[0].Data).ShouldBe([same, renamed], ignoreOrder: true);
    }

    [Fact]
    public async Task Who_was_away_while_a_chat_was_deleted_reads_all_that_is_left()
    {
        var (deleted, kept) = (await Root.NewChatAsync(), await Root.NewChatAsync());
        string? position;
        await using (var feed = await FeedReader.OpenAsync(Root))
        {
            for (var told = 0; told < 2; told++) await feed.UntilAsync("chat");
            position = feed.Position;
        }

        await Root.PostFormAsync($"/chat/{deleted}/delete", tokenFrom: "/dashboard");

        await using var back = await FeedReader.OpenAsync(Root, position);
        await back.UntilAsync("chat", data => FeedReader.IsOf(data, kept));
        FeedReader.Ids(back.Seen[0].Data).ShouldBe([kept]);
    }

    [Fact]
    public async Task A_restart_costs_who_follows_nothing_and_tells_nothing_twice()
    {
        var (renamed, same) = (await Root.NewChatAsync(), await Root.NewChatAsync());
        string? position;
        await using (var feed = await FeedReader.OpenAsync(Root))
        {
            for (var told = 0; told < 2; told++) await feed.UntilAsync("chat");
            position = feed.Position;
        }

        await Root.PostFormAsync($"/chat/{renamed}/rename", new() { ["chat_name"] = "Before" }, $"/chat/{renamed}");
        await Portal.RestartAsync();

        using var visitor = Portal.Visit();
        await visitor.PostFormAsync("/login", Portal.Credentials(Portal.RootName));
        await using var back = await FeedReader.OpenAsync(visitor, position);
        await back.UntilAsync("chat", data => FeedReader.IsOf(data, renamed));
        await visitor.PostFormAsync($"/chat/{same}/rename", new() { ["chat_name"] = "After" }, $"/chat/{same}");
        await back.UntilChatAsync(same, c => c.GetProperty("title").GetString() == "After");

        back.Seen.Select(e => e.Type).ShouldBe(["chats", "chat", "chat"]);
        back.Seen[0].Data.GetProperty("ids").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_page_says_from_where_to_follow()
    {
        await Root.NewChatAsync();
        var page = await Root.PageAsync("/settings");
        var position = page.Split("data-chats-at=\"")[1].Split('"')[0];
        var chat = await Root.NewChatAsync();

        await using var feed = await FeedReader.OpenAsync(Root, position);

        await feed.UntilAsync("chat");
        feed.Seen.Select(e => e.Type).ShouldBe(["chats", "chat"]);
        FeedReader.IsOf(feed.Seen[1].Data, chat).ShouldBeTrue();
    }

    [Fact]
    public async Task Nothing_is_told_before_it_is_committed()
    {
        var id = new ChatId(Guid.Parse(await Root.NewChatAsync()));
        var owner = (await RowsAsync<Chat>()).Single().OwnerId;
        var before = await VersionAsync();

        await ChangeAsync(commits: false);
        (await VersionAsync()).ShouldBe(before);

        await ChangeAsync(commits: true);
        (await VersionAsync()).ShouldBe(before + 1);

        Task<long> VersionAsync() => Portal.InScopeAsync(services => services.GetRequiredService<ApplicationDbContext>().Users
            .Where(u => u.Id == owner).Select(u => u.ChatsVersion).SingleAsync(Cancellation));

        Task<Result> ChangeAsync(bool commits) => Portal.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<ApplicationDbContext>();
            return await db.InTransactionAsync(async () =>
            {
                var chat = await db.Chats.IgnoreQueryFilters().SingleAsync(c => c.Id == id, Cancellation);
                chat.Rename(ChatTitle.From("Renamed"));
                await db.SaveChangesAsync(Cancellation);
                (await VersionAsync()).ShouldBe(before);
                return commits ? Result.Success : AppError.Conflict("test", "Rolled back.");
            });
        });
    }

    [Fact]
    public async Task An_answer_that_a_stop_interrupted_is_news_after_the_start()
    {
        Ollama.Faults.NextChat(Fault.Silence(after: 1));
        await Root.NewChatAsync("Hello");
        await Ollama.Requests.WaitAsync(r => r is { Path: "/api/chat", TokensWritten: 1 }, Cancellation);

        await Portal.RestartAsync();

        using var back = Portal.Visit();
        await back.PostFormAsync("/login", Portal.Credentials(Portal.RootName));
        (await back.PageAsync("/settings")).Split("<template")[0].ShouldContain(NewAnswer);
    }

    [Fact]
    public async Task Who_is_not_signed_in_is_told_nothing()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Portal.Address, "/chats/events"));
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var client = new HttpClient();

        (await client.SendAsync(request, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }
}
