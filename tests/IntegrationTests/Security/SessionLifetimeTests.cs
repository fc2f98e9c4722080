using System.Net;
using ChatAi.Domain.Accounts;
using ChatAi.IntegrationTests.Common;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

public sealed class SessionLifetimeTests : SignedInTests
{
    private static readonly TimeSpan Idle = TimeSpan.FromDays(20);
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());

    protected override TimeProvider Time => _clock;

    protected override Dictionary<string, string> Settings => new()
    {
        ["Accounts:SessionIdleTimeout"] = Idle.ToString(),
    };

    [Fact]
    [Trait("Security", "14")]
    public async Task A_session_that_is_not_used_is_over()
    {
        await AfterAsync(Idle - TimeSpan.FromSeconds(1), HttpStatusCode.OK);
        await AfterAsync(Idle, HttpStatusCode.Found);
    }

    [Fact]
    [Trait("Security", "14")]
    public async Task A_session_that_is_used_is_over_all_the_same_at_the_end_of_its_lifetime()
    {
        await AfterAsync(TimeSpan.FromDays(15), HttpStatusCode.OK);
        await AfterAsync(TimeSpan.FromDays(15) - TimeSpan.FromSeconds(1), HttpStatusCode.OK);
        await AfterAsync(TimeSpan.FromSeconds(1), HttpStatusCode.Found);
    }

    [Fact]
    [Trait("Security", "14")]
    public async Task A_stream_that_is_open_ends_with_the_time_of_its_session()
    {
        var answer = await Root.OpenAsync("/chats/events", Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var reading = answer.Content.CopyToAsync(Stream.Null, Cancellation);

        _clock.Advance(Idle);

        await reading.WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
    }

    [Fact]
    public async Task When_a_session_was_last_seen_is_written_once_a_minute_at_most()
    {
        var began = await LastSeenAsync();
        _clock.Advance(TimeSpan.FromSeconds(59));
        await Root.GetAsync("/settings");
        (await LastSeenAsync()).ShouldBe(began);

        _clock.Advance(TimeSpan.FromSeconds(1));
        await Root.GetAsync("/settings");
        (await LastSeenAsync()).ShouldBe(began + TimeSpan.FromMinutes(1));
    }

    private async Task AfterAsync(TimeSpan time, HttpStatusCode status)
    {
        _clock.Advance(time);
        (await Root.GetAsync("/settings")).StatusCode.ShouldBe(status);
    }

    private async Task<DateTimeOffset> LastSeenAsync() => (await RowsAsync<Session>()).ShouldHaveSingleItem().LastSeenAt;
}
