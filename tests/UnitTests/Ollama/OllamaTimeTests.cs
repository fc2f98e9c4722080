using System.IO.Pipelines;
using System.Net;
using ChatAi.Application.Models;
using ChatAi.Domain.Chats;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;
using static ChatAi.UnitTests.Ollama.TestOllama;

namespace ChatAi.UnitTests.Ollama;

public sealed class OllamaTimeTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Pipe _wire = new(new PipeOptions(useSynchronizationContext: false));

    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(10));

    private CancellationToken Token => _limit.Token;

    public void Dispose() => _limit.Dispose();

    [Fact]
    public async Task Waits_ten_minutes_for_the_first_token()
    {
        await using var events = Server(Never(), _clock).ChatAsync(Question(), Token).GetAsyncEnumerator(Token);
        var first = events.MoveNextAsync().AsTask();

        _clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        await ShouldStillWaitAsync(first);
        _clock.Advance(TimeSpan.FromSeconds(1));

        (await first).ShouldBeTrue();
        events.Current.ShouldBeFailed(ModelServerErrors.NotBegun(TimeSpan.FromMinutes(10)));
        (await events.MoveNextAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_minute_of_silence_between_two_tokens_is_a_failure()
    {
        await using var events = Server(OnTheWire(), _clock).ChatAsync(Question(), Token).GetAsyncEnumerator(Token);
        await WriteAsync("""{"message":{"content":"a"}}""");
        await events.MoveNextAsync();
        var next = events.MoveNextAsync().AsTask();

        _clock.Advance(TimeSpan.FromSeconds(59));
        await ShouldStillWaitAsync(next);
        _clock.Advance(TimeSpan.FromSeconds(1));

        (await next).ShouldBeTrue();
        events.Current.ShouldBeFailed(ModelServerErrors.Silent());
    }

    [Fact]
    public async Task Every_token_gives_a_new_minute()
    {
        await using var events = Server(OnTheWire(), _clock).ChatAsync(Question(), Token).GetAsyncEnumerator(Token);
        await WriteAsync("""{"message":{"content":"a"}}""");
        await events.MoveNextAsync();
        for (var i = 0; i < 5; i++)
        {
            var next = events.MoveNextAsync().AsTask();
            _clock.Advance(TimeSpan.FromSeconds(59));
            await WriteAsync($$$"""{"message":{"content":"{{{i}}}"}}""");
            (await next).ShouldBeTrue();
            events.Current.ShouldBe(new ChatEvent.Delta(MessagePartKind.Text, $"{i}"));
        }
    }

    [Fact]
    public async Task A_slow_reader_is_not_a_silent_server()
    {
        await using var events = Server(OnTheWire(), _clock).ChatAsync(Question(), Token).GetAsyncEnumerator(Token);
        await WriteAsync("""{"message":{"content":"a"}}""");
        await events.MoveNextAsync();
        _clock.Advance(TimeSpan.FromHours(3));
        var next = events.MoveNextAsync().AsTask();
        await WriteAsync("""{"message":{"content":"b"}}""");

        (await next).ShouldBeTrue();
        events.Current.ShouldBe(new ChatEvent.Delta(MessagePartKind.Text, "b"));
    }

    [Fact]
    public async Task A_download_may_be_verified_in_silence()
    {
        await using var events = Server(OnTheWire(), _clock).PullAsync(TinyTest, insecure: false, Token).GetAsyncEnumerator(Token);
        await WriteAsync("""{"status":"verifying sha256 digest"}""");
        await events.MoveNextAsync();
        var next = events.MoveNextAsync().AsTask();
        _clock.Advance(TimeSpan.FromMinutes(50));
        await ShouldStillWaitAsync(next);
        await WriteAsync("""{"status":"writing manifest"}""");
        await next;

        next = events.MoveNextAsync().AsTask();
        _clock.Advance(TimeSpan.FromMinutes(1));
        await next;
        events.Current.ShouldBeFailed(ModelServerErrors.Silent());
    }

    [Fact]
    public async Task A_question_has_five_seconds()
    {
        var answer = Server(Never(), _clock).InstalledAsync(Token);
        _clock.Advance(TimeSpan.FromSeconds(4.9));
        await ShouldStillWaitAsync(answer);
        _clock.Advance(TimeSpan.FromSeconds(0.1));

        (await answer).Error!.Code.ShouldBe("model-server.silent");
    }

    [Fact]
    public async Task A_question_that_stalls_in_its_middle_has_five_seconds_too()
    {
        var body = new ScriptedStream("""{"models":["""u8.ToArray(), () => int.MaxValue, ScriptedEnd.FallsSilent);
        var answer = Server(ReplayHandler.Of(HttpStatusCode.OK, "application/json", body), _clock).InstalledAsync(Token);
        await body.Silent;
        _clock.Advance(TimeSpan.FromSeconds(5));

        (await answer).Error!.Code.ShouldBe("model-server.silent");
    }

    [Fact]
    public async Task A_deletion_has_as_long_as_a_stream_may_be_silent()
    {
        var answer = Server(Never(), _clock).DeleteAsync(TinyTest, Token);
        _clock.Advance(TimeSpan.FromSeconds(59));
        await ShouldStillWaitAsync(answer);
        _clock.Advance(TimeSpan.FromSeconds(1));

        (await answer).Error!.Code.ShouldBe("model-server.silent");
    }

    [Fact]
    public async Task The_callers_own_cancellation_is_no_failure()
    {
        using var leaving = new CancellationTokenSource();
        await using var events = Server(Never(), _clock).ChatAsync(Question(), leaving.Token).GetAsyncEnumerator(leaving.Token);
        var first = events.MoveNextAsync().AsTask();
        await leaving.CancelAsync();

        (await Should.ThrowAsync<OperationCanceledException>(() => first)).CancellationToken.ShouldBe(leaving.Token);
    }

    [Fact]
    public async Task Cancelling_in_the_middle_closes_the_connection()
    {
        using var leaving = new CancellationTokenSource();
        var body = new ScriptedStream("{\"message\":{\"content\":\"a\"}}\n"u8.ToArray(), () => int.MaxValue, ScriptedEnd.FallsSilent);
        var server = Server(ReplayHandler.Of(HttpStatusCode.OK, null, body), _clock);
        await using var events = server.ChatAsync(Question(), leaving.Token).GetAsyncEnumerator(Token);
        await events.MoveNextAsync();
        var next = events.MoveNextAsync().AsTask();
        await leaving.CancelAsync();

        (await Should.ThrowAsync<OperationCanceledException>(() => next)).CancellationToken.ShouldNotBe(Token);
        body.IsDisposed.ShouldBeTrue();
    }

    [Fact]
    public async Task A_question_that_nobody_waits_for_is_no_failure()
    {
        using var leaving = new CancellationTokenSource();
        var answer = Server(Never(), _clock).VersionAsync(leaving.Token);
        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => answer);
    }

    [Fact]
    public async Task Leaving_the_answer_closes_the_connection()
    {
        var body = new ScriptedStream(Transcript.Load(27).Body, () => 100);
        await foreach (var _ in Server(ReplayHandler.Of(HttpStatusCode.OK, null, body)).ChatAsync(Question(), Token)) break;

        body.IsDisposed.ShouldBeTrue();
    }

    private static ReplayHandler Never() => new(async token =>
    {
        await Task.Delay(Timeout.Infinite, token);
        throw new InvalidOperationException();
    });

    private ReplayHandler OnTheWire() => ReplayHandler.Of(HttpStatusCode.OK, "application/x-ndjson", _wire.Reader.AsStream());

    private async Task WriteAsync(string line) => await _wire.Writer.WriteAsync(System.Text.Encoding.UTF8.GetBytes(line + "\n"), Token);

    private async Task ShouldStillWaitAsync(Task task)
    {
        await Task.Delay(20, Token);
        task.IsCompleted.ShouldBeFalse();
    }
}
