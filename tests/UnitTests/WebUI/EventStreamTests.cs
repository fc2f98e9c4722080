using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using ChatAi.WebUI.Streams;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.WebUI;

public sealed class EventStreamTests
{
    private static readonly TimeSpan FlushTimeout = TimeSpan.FromSeconds(20);

    private bool _isDisposed;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reader_who_leaves_at_a_ping_ends_the_source_in_good_order()
    {
        var time = new FakeTimeProvider();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var pipe = new Pipe();
        var writer = new EventStreamWriter(pipe.Writer, JsonSerializerOptions.Web, time, FlushTimeout);
        var writing = writer.WriteAsync(Silent(Cancellation), item => item, leaving);
        time.Advance(TimeSpan.FromSeconds(20));
        var read = await pipe.Reader.ReadAsync(Cancellation);
        Encoding.UTF8.GetString(read.Buffer).ShouldBe("event: ping\ndata: {}\n\n");

        await leaving.CancelAsync();
        await writing;

        _isDisposed.ShouldBeTrue();
    }

    [Fact]
    public async Task A_stream_without_events_pings_at_least_every_ten_seconds()
    {
        var time = new FakeTimeProvider();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var pipe = new Pipe();
        var writer = new EventStreamWriter(pipe.Writer, JsonSerializerOptions.Web, time, FlushTimeout);
        var writing = writer.WriteAsync(Silent(Cancellation), item => item, leaving);

        for (var ping = 0; ping < 3; ping++)
        {
            time.Advance(TimeSpan.FromSeconds(10));
            var read = await pipe.Reader.ReadAsync(Cancellation);
            Encoding.UTF8.GetString(read.Buffer).ShouldStartWith("event: ping\ndata: {}\n\n");
            pipe.Reader.AdvanceTo(read.Buffer.End);
        }

        await leaving.CancelAsync();
        await writing;
    }

    [Fact]
    public async Task What_is_there_at_once_goes_out_at_once_and_in_lines_of_its_own()
    {
        var pipe = new Pipe();
        var writer = new EventStreamWriter(pipe.Writer, JsonSerializerOptions.Web, new FakeTimeProvider(), FlushTimeout);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        await writer.WriteAsync(
            AsyncEnumerable.Range(1, 2),
            n => new ServerEvent("text", new { text = $"a\n{n}" }) { Id = new StreamPosition(n == 1 ? null : Guid.Empty, $"{n}") },
            ending
        );

        var read = await pipe.Reader.ReadAsync(Cancellation);
        Encoding
            .UTF8.GetString(read.Buffer)
            .ShouldBe(
                "event: text\ndata: {\"text\":\"a\\n1\"}\nid: 1\n\nevent: text\ndata: {\"text\":\"a\\n2\"}\nid: "
                    + "00000000000000000000000000000000-2\n\n"
            );
    }

    [Theory]
    [InlineData(5)]
    [InlineData(0)]
    [Trait("Security", "40")]
    public async Task A_reader_who_takes_nothing_is_given_up(int events)
    {
        var time = new FakeTimeProvider();
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1));
        var writer = new EventStreamWriter(pipe.Writer, JsonSerializerOptions.Web, time, FlushTimeout);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var some = AsyncEnumerable.Range(1, events).Select(n => new ServerEvent("text", n));
        var writing = writer.WriteAsync(some.Concat(Silent(Cancellation)), item => item, ending);

        // A ping goes out after some silence; the timeout begins with whatever is not taken first.
        for (var seconds = 0; seconds < 60 && !writing.IsCompleted; seconds++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5, Cancellation);
        }

        await Should.ThrowAsync<TimeoutException>(() => writing.WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
        ending.IsCancellationRequested.ShouldBeTrue();
        _isDisposed.ShouldBeTrue();
    }

    [Fact]
    public async Task A_source_that_fails_is_disposed_and_its_exception_is_not_hidden()
    {
        var pipe = new Pipe();
        var writer = new EventStreamWriter(pipe.Writer, JsonSerializerOptions.Web, new FakeTimeProvider(), FlushTimeout);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        await Should.ThrowAsync<InvalidOperationException>(() => writer.WriteAsync(Failing(Cancellation), item => item, ending));

        var read = await pipe.Reader.ReadAsync(Cancellation);
        Encoding.UTF8.GetString(read.Buffer).ShouldBe("event: text\ndata: 1\n\n");
        _isDisposed.ShouldBeTrue();
    }

    private async IAsyncEnumerable<ServerEvent> Silent([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            yield break;
        }
        finally
        {
            _isDisposed = true;
        }
    }

    private async IAsyncEnumerable<ServerEvent> Failing([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            yield return new ServerEvent("text", 1);
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            throw new InvalidOperationException("Broken");
        }
        finally
        {
            _isDisposed = true;
        }
    }
}
