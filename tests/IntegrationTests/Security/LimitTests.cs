using System.Globalization;
using System.Net;
using ChatAi.Domain.Chats;
using ChatAi.IntegrationTests.Common;
using ChatAi.WebUI.Limits;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

[Trait("Security", "39")]
public sealed class LimitTests : SignedInTests
{
    protected override Dictionary<string, string> Settings => new()
    {
        ["Limits:MessagesPerMinute"] = "3",
        ["Limits:MessageLength"] = "1000",
        ["Limits:OpenAnswers"] = "2",
        ["Limits:PullsPerMinute"] = "2",
        ["Limits:SearchesPerMinute"] = "3",
        ["Limits:EventStreams"] = "2",
        ["Limits:SignInRequestsPerMinute"] = "30",
        ["Limits:RegistrationsPerHour"] = "2",
    };

    [Fact]
    public async Task Too_many_searches_are_refused_and_the_page_keeps_what_was_typed()
    {
        for (var i = 0; i < 3; i++) (await Root.GetAsync("/search?q=word")).StatusCode.ShouldBe(HttpStatusCode.OK);

        var refused = await Root.GetAsync("/search?q=word");

        ShouldSayWhen(refused);
        var page = await refused.TextAsync();
        page.ShouldContain("You have searched very often");
        page.ShouldContain("value=\"word\"");
        using var member = await Portal.RegisterMemberAsync("ada.searches");
        (await member.GetAsync("/search?q=word")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task One_message_too_many_is_refused_until_it_is_time_and_only_for_its_sender()
    {
        using var member = await Portal.RegisterMemberAsync("ada.member");
        var chat = await Root.NewChatAsync();
        for (var i = 0; i < 3; i++)
            (await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = $"Message {i}" })).StatusCode.ShouldBe(
                HttpStatusCode.OK
            );

        var refused = await Root.PostAsync($"/chat/{chat}/message", new { message = "One more" });
        var byForm = await Root.PostFormAsync($"/chat/{chat}/message", new() { ["message"] = "Typed & kept" }, $"/chat/{chat}");
        var anew = await Root.PostFormAsync("/chat/new", new() { ["message"] = "Typed anew" });

        ShouldSayWhen(refused);
        (await refused.DetailAsync()).ShouldMatch("^You have sent 3 messages within a minute. Try again in [0-9]+ seconds.$");
        ShouldSayWhen(byForm);
        (await byForm.TextAsync()).ShouldMatch(
            "(?s)3 messages within a minute.*Typed &amp; kept|Typed &amp; kept.*3 messages within a minute"
        );
        ShouldSayWhen(anew);
        (await anew.TextAsync()).ShouldContain("Typed anew");
        (await RowsAsync<Message>()).Count(m => m.Role == MessageRole.User).ShouldBe(3);
        (await member.PostAsync("/chat/new", new { message = "I have said nothing yet" })).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Files_that_are_read_count_with_the_streams()
    {
        using var first = await Root.OpenAsync("/chats/events", Cancellation);
        using var second = await Root.OpenAsync("/chats/events", Cancellation);

        foreach (var path in new[] { "/account/data", "/audit/export.csv" }) ShouldSayWhen(await Root.GetAsync(path));

        first.Dispose();
        await Eventually.StatusAsync(HttpStatusCode.OK, () => Root.GetAsync("/account/data"));
    }

    [Fact]
    public async Task While_enough_answers_wait_no_more_are_asked_for_and_what_is_too_long_never_is()
    {
        Ollama.Options.TimeToFirstToken = TimeSpan.FromMinutes(5);
        var (first, second, third) = (await Root.NewChatAsync(), await Root.NewChatAsync(), await Root.NewChatAsync());
        (await Root.PostAsync($"/chat/{first}/message", new { message = "One" })).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await Root.PostAsync($"/chat/{second}/message", new { message = "Two" })).StatusCode.ShouldBe(HttpStatusCode.Accepted);

        var refused = await Root.PostAsync($"/chat/{third}/message", new { message = "Three" });
        var tooLong = await Root.PostAsync($"/chat/{third}/message", new { message = new string('x', 1001) });
        await Root.PostAsync($"/chat/{first}/stop");

        ShouldSayWhen(refused);
        (await refused.DetailAsync()).ShouldStartWith("You already have 2 answers queued or in progress.");
        tooLong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await tooLong.DetailAsync()).ShouldContain("longer than 1,000 characters");
        (await Root.PostAsync($"/chat/{third}/message", new { message = "Three" })).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await Root.PostAsync($"/chat/{second}/stop");
        await Root.PostAsync($"/chat/{third}/stop");
    }

    [Fact]
    public async Task One_download_too_many_is_refused_and_joining_one_is_none()
    {
        Ollama.Options.PullBytesPerSecond = 1;
        foreach (var model in (string[])["phi4:14b", "phi4:14b", "gemma3:12b"])
            (await Root.PostAsync($"/model/download/{model}")).StatusCode.ShouldBe(HttpStatusCode.Accepted);

        var refused = await Root.PostAsync("/model/download/mistral:7b");

        ShouldSayWhen(refused);
        (await refused.DetailAsync()).ShouldContain("2 downloads within a minute");
        (await Root.PostAsync("/model/download/phi4:14b")).StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task One_stream_too_many_is_refused_before_its_first_byte_and_one_that_ends_makes_room()
    {
        using var member = await Portal.RegisterMemberAsync("ada.member");
        var first = await ListenAsync(Root);
        using var second = await ListenAsync(Root);

        using var third = await ListenAsync(Root);

        ShouldSayWhen(third);
        third.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        using (var other = await ListenAsync(member)) other.StatusCode.ShouldBe(HttpStatusCode.OK);
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        first.Dispose();
        (await Eventually.StatusAsync(HttpStatusCode.OK, () => ListenAsync(Root))).Dispose();
        second.Dispose();
        await Eventually.HoldsAsync(() => Task.FromResult(Portal.Services.GetRequiredService<OpenStreams>().Count).ContinueWith(
            open => open.Result.ShouldBe(0), TaskScheduler.Default));
    }

    [Fact]
    public async Task An_address_that_asks_too_much_before_sign_in_is_refused_and_who_is_signed_in_is_not()
    {
        using var stranger = Portal.Visit();
        await Root.PageAsync("/dashboard");
        foreach (var name in (string[])["ada.one", "ada.two"])
            (await stranger.PostFormAsync("/register_user", Portal.Credentials(name))).StatusCode.ShouldBe(HttpStatusCode.Found);

        var registration = await stranger.PostFormAsync("/register_user", Portal.Credentials("ada.three"));
        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < 40; i++) answers.Add(await stranger.GetAsync("/login"));

        ShouldSayWhen(registration);
        (await registration.TextAsync()).ShouldContain("Too many requests from your network.");
        answers[0].StatusCode.ShouldNotBe(HttpStatusCode.TooManyRequests);
        ShouldSayWhen(answers[^1]);
        (await Root.GetAsync("/dashboard")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static Task<HttpResponseMessage> ListenAsync(Visitor visitor)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/chats/events");
        request.Headers.Add("Accept", "text/event-stream");
        return visitor.SendAsync(request, withToken: false, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }

    private static void ShouldSayWhen(HttpResponseMessage refused)
    {
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        int.Parse(refused.Headers.GetValues("Retry-After").Single(), CultureInfo.InvariantCulture).ShouldBeInRange(1, 3600);
    }
}
