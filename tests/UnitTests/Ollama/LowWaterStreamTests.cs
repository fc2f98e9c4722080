using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using ChatAi.Infrastructure.Common;
using ChatAi.Infrastructure.Ollama;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Ollama;

public sealed class LowWaterStreamTests : IAsyncLifetime
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TimingWheel _looks = new(TimeProvider.System);
    private readonly byte[] _buffer = new byte[100];
    private Socket _far = null!;
    private NetworkStream _stream = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private int Mark => (int)_stream.Socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReceiveLowWater)!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere a connection is as it always is.");
        _listener.Start();
        (_far, _stream) = await ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_stream is not null) await _stream.DisposeAsync();
        _far?.Dispose();
        _listener.Dispose();
    }

    [Fact]
    public async Task Whoever_waits_is_woken_by_a_single_byte()
    {
        for (var round = 0; round < 3; round++)
        {
            await ComeToWhatIsThereAsync();
            Mark.ShouldBeGreaterThan(1, "a reader that comes by itself is not woken");

            var reading = _stream.ReadAsync(_buffer, Cancellation);
            Mark.ShouldBe(1);
            reading.IsCompleted.ShouldBeFalse();

            await SendAsync(1);
            (await reading).ShouldBe(1);
            Mark.ShouldBe(1, "what was waited for was not there at once");
        }
    }

    [Fact]
    public async Task A_read_into_an_array_is_no_other_read()
    {
        await ComeToWhatIsThereAsync();
#pragma warning disable CA1835 // It is what is tested.
        var reading = _stream.ReadAsync(_buffer, 1, 2, Cancellation);
#pragma warning restore CA1835
        Mark.ShouldBe(1);

        await SendAsync(3);
        (await reading.WaitAsync(TimeSpan.FromSeconds(30), Cancellation)).ShouldBeInRange(1, 2);
    }

    [Fact]
    public async Task A_read_of_nothing_waits_until_there_is_something()
    {
        await ComeToWhatIsThereAsync();
        var reading = _stream.ReadAsync(Memory<byte>.Empty, Cancellation);
        reading.IsCompleted.ShouldBeFalse();

        await SendAsync(1);
        (await reading).ShouldBe(0);
        (await _stream.ReadAsync(_buffer, Cancellation)).ShouldBe(1);
    }

    [Fact]
    public async Task The_end_is_told_to_whoever_waits_and_to_whoever_comes()
    {
        await ComeToWhatIsThereAsync();
        var reading = _stream.ReadAsync(_buffer, Cancellation);
        _far.Shutdown(SocketShutdown.Send);

        (await reading).ShouldBe(0);
        (await _stream.ReadAsync(_buffer, Cancellation)).ShouldBe(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_broken_connection_is_an_error_and_no_end(bool someoneWaits)
    {
        await ComeToWhatIsThereAsync();
        var waiting = someoneWaits ? _stream.ReadAsync(_buffer, Cancellation).AsTask() : null;
        _far.Close(timeout: 0);
        SpinWait.SpinUntil(() => _stream.Socket.Poll(0, SelectMode.SelectRead), TimeSpan.FromSeconds(30)).ShouldBeTrue();

        var failure = await Should.ThrowAsync<IOException>(waiting ?? _stream.ReadAsync(_buffer, Cancellation).AsTask());
        failure.InnerException.ShouldBeOfType<SocketException>().SocketErrorCode.ShouldBe(SocketError.ConnectionReset);
    }

    [Fact]
    public async Task Waiting_can_be_cancelled()
    {
        await ComeToWhatIsThereAsync();
        using var leaving = new CancellationTokenSource();
        var reading = _stream.ReadAsync(_buffer, leaving.Token);
        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(reading.AsTask());
        await Should.ThrowAsync<OperationCanceledException>(_stream.ReadAsync(_buffer, leaving.Token).AsTask());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public async Task What_is_there_is_found_at_once(int length)
    {
        await SendAsync(1);
        SpinWait.SpinUntil(() => _stream.Socket.Available > 0, TimeSpan.FromSeconds(30)).ShouldBeTrue();

        var reading = _stream.ReadAsync(_buffer.AsMemory(0, length), Cancellation);
        reading.IsCompletedSuccessfully.ShouldBeTrue();
        (await reading).ShouldBe(Math.Min(length, 1));
    }

    // The kernel's word waits in the same line as all that the pool was given before, and so do all but one of .NET's timers that are due at once.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Those_who_wait_do_not_wait_for_a_pool_that_has_its_hands_full(bool haveNotAskedForLong)
    {
        const int Connections = 8;
        var length = haveNotAskedForLong ? 0 : 1;
        var (given, done, doneBefore) = (50 * Environment.ProcessorCount, 0, new ConcurrentBag<int>());
        var pairs = new List<(Socket Far, NetworkStream Near)> { (_far, _stream) };
        while (pairs.Count < Connections) pairs.Add(await ConnectAsync());
        var readings = pairs.Select(pair => Task.Run(() => pair.Near.ReadAsync(new byte[length], Cancellation).AsTask(), Cancellation)).ToList();
        var told = readings.Select(reading => reading.ContinueWith(
            _ => doneBefore.Add(Volatile.Read(ref done)), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default)).ToList();
        await Task.Delay(haveNotAskedForLong ? 2_500 : 50, Cancellation);
        for (var i = 0; i < given; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                _ =>
                {
                    Thread.Sleep(20);
                    Interlocked.Increment(ref done);
                },
                null);
        }

        Thread.Sleep(30);
        foreach (var (far, near) in pairs)
        {
            if (haveNotAskedForLong) await near.WriteAsync(new byte[1], Cancellation);
            far.Send([1]).ShouldBe(1);
        }

        foreach (var reading in readings) (await reading).ShouldBe(length);
        await Task.WhenAll(told);
        foreach (var (far, near) in pairs.Skip(1))
        {
            far.Dispose();
            await near.DisposeAsync();
        }

        doneBefore.Max().ShouldBeLessThan(given / 2);
    }

    [Fact]
    public async Task However_it_is_sent_and_read_it_arrives_whole_and_in_order()
    {
        const int Length = 400_000;
        var random = new Random(5);
        var sent = new byte[Length];
        random.NextBytes(sent);
        var sending = Task.Run(SendInPiecesAsync, Cancellation);
        var received = new List<byte>();
        var buffer = new byte[3_000];
        var pauses = new Random(7);
        while (await _stream.ReadAsync(buffer.AsMemory(0, pauses.Next(1, buffer.Length)), Cancellation) is > 0 and var count)
        {
            received.AddRange(buffer.AsSpan(0, count));
            if (pauses.Next(40) == 0) await Task.Delay(pauses.Next(5), Cancellation);
        }

        await sending;
        received.ToArray().ShouldBe(sent);

        async Task SendInPiecesAsync()
        {
            for (var at = 0; at < Length;)
            {
                var piece = Math.Min(Length - at, random.Next(3) == 0 ? random.Next(1, 20_000) : random.Next(1, 200));
                await SendAsync(sent.AsMemory(at, piece));
                at += piece;
                if (random.Next(4) == 0) await Task.Delay(random.Next(10) == 0 ? 40 : random.Next(5), Cancellation);
            }

            _far.Shutdown(SocketShutdown.Send);
        }
    }

    private async Task<(Socket Far, NetworkStream Near)> ConnectAsync()
    {
        var near = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await near.ConnectAsync(_listener.LocalEndpoint, Cancellation);
        var far = await _listener.AcceptSocketAsync(Cancellation);
        far.NoDelay = true;
        return (far, LowWaterStream.Of(near, _looks));
    }

    // So often that it is believed that the reader comes by itself.
    private async Task ComeToWhatIsThereAsync()
    {
        for (var i = 0; i < 3; i++)
        {
            await SendAsync(1);
            SpinWait.SpinUntil(() => _stream.Socket.Available > 0, TimeSpan.FromSeconds(30)).ShouldBeTrue();
            (await _stream.ReadAsync(_buffer, Cancellation)).ShouldBe(1);
        }
    }

    private Task SendAsync(int bytes) => SendAsync(new byte[bytes]);

    private async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0) bytes = bytes[await _far.SendAsync(bytes, Cancellation)..];
    }
}
