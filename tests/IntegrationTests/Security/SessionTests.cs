using System.Net;
using ChatAi.Application.Accounts;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using ChatAi.Infrastructure.Persistence;
using ChatAi.IntegrationTests.Chats;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using ChatAi.WebUI.Sessions;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

public sealed class SessionTests : SharedPortalTests
{
    [Fact]
    [Trait("Security", "10")]
    public async Task Signing_in_makes_a_new_session_and_ends_the_one_before()
    {
        var before = Root.SessionKey(Portal)!;

        (await Root.SignInAsync(Portal.RootName)).StatusCode.ShouldBe(HttpStatusCode.Found);

        Root.SessionKey(Portal).ShouldNotBe(before);
        using var holder = Portal.VisitWith(before);
        await ShouldBeSignedOutAsync(holder);
        var rows = await RowsAsync<Session>();
        rows.Count.ShouldBe(2);
        rows.ShouldAllBe(s => s.KeyHash != before && s.KeyHash != Root.SessionKey(Portal));
    }

    [Fact]
    [Trait("Security", "10")]
    public async Task A_key_that_a_visitor_brings_along_is_not_taken_over()
    {
        const string chosen = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        using var visitor = Portal.VisitWith(chosen);
        var token = await visitor.TokenAsync("/login");

        await visitor.PostFormAsync(
            "/login", new(Portal.Credentials(Portal.RootName)) { [Visitor.TokenField] = token });

        visitor.SessionKey(Portal).ShouldNotBe(chosen);
        using var holder = Portal.VisitWith(chosen);
        await ShouldBeSignedOutAsync(holder);
    }

    [Fact]
    [Trait("Security", "11")]
    [Trait("Security", "44")]
    public async Task A_key_is_worth_nothing_after_signing_out()
    {
        var key = Root.SessionKey(Portal)!;

        var answer = await Root.PostFormAsync("/logout", tokenFrom: "/dashboard");

        answer.Headers.GetValues("Clear-Site-Data").ShouldHaveSingleItem().ShouldBe("\"cache\", \"storage\"");
        Root.SessionKey(Portal).ShouldBeNull();
        using var holder = Portal.VisitWith(key);
        await ShouldBeSignedOutAsync(holder);
        (await holder.PostAsync("/chat/new", withToken: false)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("/remove_user", UserRole.Member)]
    [InlineData("/disable_user", UserRole.Member)]
    [InlineData("/disable_user", UserRole.Root)]
    [InlineData("/change_role", UserRole.Member)]
    [InlineData("/change_role", UserRole.Root)]
    [Trait("Security", "12")]
    public async Task An_account_that_is_removed_disabled_or_gets_another_role_is_out_at_once_and_its_streams_end(
        string path,
        UserRole role
    )
    {
        using var jonas = await Portal.RegisterMemberAsync("jonas");
        var id = (await RowsAsync<User>()).Single(u => u.Name == "jonas").Id.ToString();
        if (role == UserRole.Root)
        {
            await Root.PostFormAsync("/change_role", new() { ["id"] = id, ["role"] = "root" }, "/root_dashboard");
            (await jonas.PostFormAsync("/login", Portal.Credentials("jonas"))).StatusCode.ShouldBe(HttpStatusCode.Found);
            (await jonas.GetAsync("/root_dashboard")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        var streams = await OpenStreamsAsync(jonas);
        var others = await OpenStreamsAsync(Root);
        var fields = new Dictionary<string, string> { ["id"] = id, ["role"] = role == UserRole.Root ? "member" : "root" };

        (await Root.PostFormAsync(path, fields, "/root_dashboard")).StatusCode.ShouldBe(HttpStatusCode.Found);

        await ShouldBeSignedOutAsync(jonas);
        await ShouldEndAsync(streams);
        others.ShouldAllBe(stream => !stream.IsCompleted);
        (await Root.GetAsync("/root_dashboard")).StatusCode.ShouldBe(HttpStatusCode.OK);
        if (path != "/change_role") return;

        (await jonas.PostFormAsync("/login", Portal.Credentials("jonas"))).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await jonas.GetAsync("/root_dashboard")).StatusCode.ShouldBe(role == UserRole.Root ? HttpStatusCode.Forbidden : HttpStatusCode.OK);
    }

    [Fact]
    [Trait("Security", "12")]
    public async Task A_session_that_is_open_is_worth_nothing_where_the_account_does_not_work()
    {
        var session = await CheckAsync();

        await Portal.InScopeAsync(services => services.GetRequiredService<ApplicationDbContext>().Users
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.Status, UserStatus.Disabled), Cancellation));

        await ShouldBeSignedOutAsync(Root);

        // The end of any session makes a stream look at its own once more.
        Portal.Services.GetRequiredService<ISessionRevocations>().Publish(session.Id, _ => false);
        (await WatchAsync(session)).Error!.Code.ShouldBe("session.ended");
    }

    [Fact]
    [Trait("Security", "12")]
    public async Task Who_was_root_is_so_at_no_request_after_that()
    {
        (await Root.GetAsync("/root_dashboard")).StatusCode.ShouldBe(HttpStatusCode.OK);

        await Portal.InScopeAsync(services => services.GetRequiredService<ApplicationDbContext>().Users
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.Role, UserRole.Member), Cancellation));

        (await Root.GetAsync("/root_dashboard")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    [Trait("Security", "13")]
    public async Task The_other_sessions_of_a_user_end_and_the_one_that_asks_goes_on()
    {
        using var phone = await Portal.SignInAsync(Portal.RootName);
        using var member = await Portal.RegisterMemberAsync("jonas");
        var here = await OpenStreamsAsync(Root);
        var there = await OpenStreamsAsync(phone);
        var mine = (await RowsAsync<Session>()).MinBy(s => s.CreatedAt)!;

        await Portal.InScopeAsync(async services =>
        {
            await services.GetRequiredService<Application.Accounts.Sessions>().EndOthersOfAsync(mine.UserId, mine.Id);
            return true;
        });

        await ShouldBeSignedOutAsync(phone);
        await ShouldEndAsync(there);
        here.ShouldAllBe(stream => !stream.IsCompleted);
        foreach (var visitor in new[] { Root, member }) (await visitor.GetAsync("/dashboard")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_waits_for_an_answer_waits_no_longer_than_their_session()
    {
        Ollama.Faults.NextChat(Fault.Silence());
        var chat = await Root.NewChatAsync();
        var waiting = Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "Hello" });
        await Ollama.Requests.WaitAsync(r => r.Path == "/api/chat", Cancellation);
        var session = (await RowsAsync<Session>()).Single();

        await Portal.InScopeAsync(async services =>
        {
            await services.GetRequiredService<Application.Accounts.Sessions>().EndAsync(session.UserId, session.Id);
            return true;
        });

        (await waiting.WaitAsync(TimeSpan.FromSeconds(5), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_password_that_was_right_when_it_was_looked_at_opens_nothing_once_it_is_another_or_the_account_disabled()
    {
        (await Portal.RegisterMemberAsync("jonas")).Dispose();
        var jonas = (await RowsAsync<User>()).Single(u => u.Name == "jonas");
        (await StartAsync(jonas)).IsSuccess.ShouldBeTrue();

        await ChangeAsync(set => set.SetProperty(u => u.Status, UserStatus.Disabled));
        (await StartAsync(jonas)).Error!.Code.ShouldBe("sign-in.changed");

        await ChangeAsync(set => set.SetProperty(u => u.Status, UserStatus.Active).SetProperty(u => u.PasswordHash, "another"));
        (await StartAsync(jonas)).Error!.Code.ShouldBe("sign-in.changed");

        Task<Result<StartedSession>> StartAsync(User seen) => Portal.InScopeAsync(services =>
            services.GetRequiredService<IMediator>().Send(new StartSessionCommand(SignedInUser.From(seen)), Cancellation));

        Task<int> ChangeAsync(Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<User>> set) => Portal.InScopeAsync(services =>
            services.GetRequiredService<ApplicationDbContext>().Users.Where(u => u.Name == "jonas").ExecuteUpdateAsync(set, Cancellation));
    }

    [Fact]
    public async Task Of_one_user_the_newest_sessions_are_kept()
    {
        var root = (await RowsAsync<User>()).Single();
        for (var i = 0; i < StartSessionHandler.MaxPerUser + 1; i++)
        {
            (
                await Portal.InScopeAsync(services =>
                    services.GetRequiredService<IMediator>().Send(new StartSessionCommand(SignedInUser.From(root)), Cancellation)
                )
            ).IsSuccess.ShouldBeTrue();
        }

        (await RowsAsync<Session>()).Count.ShouldBe(StartSessionHandler.MaxPerUser);
        await ShouldBeSignedOutAsync(Root);
    }

    [Fact]
    public async Task A_file_that_is_read_slowly_is_cut_off_when_its_session_ends()
    {
        var chat = await Root.NewChatAsync();
        var text = new string('x', 190_000);
        for (var i = 0; i < 120; i++) await Fill.MessageAsync(Portal, chat, text);
        var export = await Root.OpenAsync("/account/data", Cancellation);
        export.StatusCode.ShouldBe(HttpStatusCode.OK);

        var session = (await RowsAsync<Session>()).Single();
        await Portal.InScopeAsync(async services =>
        {
            await services.GetRequiredService<Application.Accounts.Sessions>().EndAsync(session.UserId, session.Id);
            return true;
        });

        await Should.ThrowAsync<HttpRequestException>(() => export.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_marked_in_a_transaction_has_ended_in_the_store_before_anybody_is_told(bool keepsOne)
    {
        using var phone = await Portal.SignInAsync(Portal.RootName);
        var sessions = await RowsAsync<Session>();
        var kept = sessions.MinBy(s => s.CreatedAt)!;

        await Portal.InScopeAsync(async services =>
        {
            await services.GetRequiredService<Application.Accounts.Sessions>().MarkAsync(kept.UserId, keepsOne ? kept.Id : null);
            return true;
        });

        (await RowsAsync<Session>()).Where(s => s.EndedAt is null).Select(s => s.Id).ShouldBe(keepsOne ? [kept.Id] : []);
    }

    [Fact]
    public async Task A_stream_that_is_asked_for_while_its_session_ends_is_refused()
    {
        var session = await CheckAsync();

        (await WatchAsync(session)).Value.Dispose();
        await Portal.InScopeAsync(async services =>
        {
            await services.GetRequiredService<Application.Accounts.Sessions>().EndAsync(session.Id, session.Session);
            return true;
        });

        (await WatchAsync(session)).Error!.Code.ShouldBe("session.ended");
    }

    [Fact]
    public async Task A_stream_that_is_asked_for_while_another_session_ends_is_not_refused()
    {
        var session = await CheckAsync();
        await Portal.InScopeAsync(async services =>
        {
            await services.GetRequiredService<Application.Accounts.Sessions>().EndOthersOfAsync(session.Id, session.Session);
            return true;
        });

        var watched = await WatchAsync(session);

        watched.Value.Ended.IsCancellationRequested.ShouldBeFalse();
        watched.Value.Dispose();
    }

    private Task<SessionUser> CheckAsync() => Portal.InScopeAsync(async services =>
        (await services.GetRequiredService<IMediator>().Send(new CheckSessionCommand(Root.SessionKey(Portal)!), Cancellation)).Value);

    // As a request that was let in a moment before.
    private Task<Result<ISessionWatch>> WatchAsync(SessionUser session) =>
        Portal.InScopeAsync(services =>
        {
            var claim = new System.Security.Claims.Claim(System.Security.Claims.ClaimTypes.NameIdentifier, session.Id.ToString());
            var context = new Microsoft.AspNetCore.Http.DefaultHttpContext
            {
                User = new(new System.Security.Claims.ClaimsIdentity([claim], "test")),
            };
            SessionAuthentication.SetUser(context, session);
            services.GetRequiredService<Microsoft.AspNetCore.Http.IHttpContextAccessor>().HttpContext = context;
            return services.GetRequiredService<IMediator>().Send(new WatchSessionQuery(), Cancellation);
        });

    /// <returns>A task for each stream, which is done when the stream is at its end.</returns>
    private async Task<IReadOnlyList<Task>> OpenStreamsAsync(Visitor visitor)
    {
        Ollama.Faults.NextChat(Fault.Silence());
        var chat = await visitor.NewChatAsync("Hello");
        var streams = new List<Task>();
        foreach (var path in new[] { "/chats/events", "/model/downloads/events", $"/chat/{chat}/events" })
        {
            var answer = await visitor.OpenAsync(path, Cancellation);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
            streams.Add(answer.Content.CopyToAsync(Stream.Null, Cancellation));
        }

        return streams;
    }

    private static async Task ShouldEndAsync(IReadOnlyList<Task> streams) =>
        await Task.WhenAll(streams).WaitAsync(TimeSpan.FromMinutes(1), Cancellation);

    private static async Task ShouldBeSignedOutAsync(Visitor visitor)
    {
        (await visitor.GetAsync("/dashboard")).Headers.Location!.ToString().ShouldStartWith("/login");
        (await visitor.GetAsync("/chats/events")).StatusCode.ShouldBeOneOf(HttpStatusCode.Found, HttpStatusCode.Unauthorized);
    }
}
