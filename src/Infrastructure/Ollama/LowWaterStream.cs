using System.Net.Sockets;
using System.Runtime.CompilerServices;
using ChatAi.Infrastructure.Common;

namespace ChatAi.Infrastructure.Ollama;

/// <summary>
/// A connection whose reader may come by itself (<see cref="ChatLoad"/>). By default the kernel wakes a thread for every packet, also
/// while nobody waits for it: of a thousand answers that is a sixth of all the work. Here what comes wakes nobody, by the low-water
/// mark of the socket (socket(7), SO_RCVLOWAT), unless a read has found nothing and waits.
/// </summary>
/// <remarks>
/// Whoever waits is woken by the kernel, and looks by itself now and then. To be woken is one more thing to do for the thread pool, behind
/// all that it was given before: on one core, with twenty requests at once, that has taken a quarter of a second. What is due by a clock
/// it does first.
/// </remarks>
internal sealed class LowWaterStream : NetworkStream
{
    // Far more than comes while a reader rests, far less than the kernel keeps for a connection.
    private const int High = 16 * 1024;
    private const int Low = 1;

    // So often something has to be there at once before it is believed that the reader comes by itself.
    private const int Enough = 2;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(12);

    // Two seconds of them: who waits for longer does not mind a quarter of one.
    private const int MostLooks = 150;

    private readonly AutoResetSignal _news = new();
    private readonly NextLook _look;

    private volatile bool _isKernelAsked;
    private volatile IOException? _broken;

    private int _foundAtOnce;
    private bool _isHigh;

    private LowWaterStream(Socket socket, TimingWheel looks) : base(socket, ownsSocket: true)
    {
        socket.Blocking = false;
        _look = new NextLook(looks, _news);
    }

    /// <param name="looks">When those who wait for a connection look into it.</param>
    /// <returns>One as it always is where the system knows no such mark.</returns>
    public static NetworkStream Of(Socket socket, TimingWheel looks)
    {
        if (!OperatingSystem.IsLinux()) return new NetworkStream(socket, ownsSocket: true);
        try
        {
            Mark(socket, Low);
            return new LowWaterStream(socket, looks);
        }
        catch (SocketException)
        {
            return new NetworkStream(socket, ownsSocket: true);
        }
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<int>(cancellationToken);
        try
        {
            if (TryTake(buffer.Span) is not { } count) return WaitAsync(buffer, cancellationToken);
            if (!buffer.IsEmpty && !_isHigh && ++_foundAtOnce >= Enough)
            {
                Mark(Socket, High);
                _isHigh = true;
            }

            return ValueTask.FromResult(count);
        }
        catch (IOException broken)
        {
            return ValueTask.FromException<int>(broken);
        }
    }

    /// <summary>Whoever asks something expects an answer, also where the wait for it began long before: a client waits for the end of a connection it keeps.</summary>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _look.Renew();
        _look.Begin();
        return base.WriteAsync(buffer, cancellationToken);
    }

    // The one of the base class would wait without a look at the mark.
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> WaitAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        Lower();
        using var leaving = cancellationToken.UnsafeRegister(static news => ((AutoResetSignal)news!).Set(), _news);
        _look.Renew();
        while (true)
        {
            _news.Reset();
            cancellationToken.ThrowIfCancellationRequested();
            if (!_isKernelAsked) _ = AskKernelAsync();
            if (TryTake(buffer.Span) is { } count) return count;
            _look.Begin();
            await _news.WaitAsync();
        }
    }

    private void Lower()
    {
        _foundAtOnce = 0;
        if (!_isHigh) return;
        Mark(Socket, Low);
        _isHigh = false;
    }

    // Its answer may come when a look has found already what it tells of.
    private async Task AskKernelAsync()
    {
        _isKernelAsked = true;
        try
        {
            await Socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None, CancellationToken.None);
        }
        catch (SocketException broken)
        {
            // The kernel tells an error once, so that another read would find the end of the stream.
            _broken = Broken(broken.SocketErrorCode);
        }
        catch (ObjectDisposedException)
        {
            // Whoever waits finds out.
        }

        _isKernelAsked = false;
        _news.Set(runsOn: true);
    }

    /// <param name="buffer">Where it is empty, nothing is taken, and it is only asked whether something is there.</param>
    /// <returns>Null when there is nothing yet; 0 at the end.</returns>
    /// <exception cref="IOException">The connection is broken.</exception>
    private int? TryTake(Span<byte> buffer)
    {
        SocketError error;
        var count = buffer.IsEmpty ? Socket.Receive(stackalloc byte[1], SocketFlags.Peek, out error) : Socket.Receive(buffer, SocketFlags.None, out error);
        if (error is not (SocketError.Success or SocketError.WouldBlock)) throw Broken(error);
        if (count == 0 && _broken is { } broken) throw broken;
        return error == SocketError.WouldBlock ? null : Math.Min(count, buffer.Length);
    }

    private static IOException Broken(SocketError error)
    {
        var reason = new SocketException((int)error);
        return new IOException(reason.Message, reason);
    }

    private static void Mark(Socket socket, int bytes) => socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReceiveLowWater, bytes);

    // It stays in the wheel when what was waited for has come: it is not long to go, and the next wait may need it.
    private sealed class NextLook(TimingWheel looks, AutoResetSignal news) : TimingWheel.Entry
    {
        private int _isAhead;
        private int _left;

        public void Renew() => Volatile.Write(ref _left, MostLooks);

        public void Begin()
        {
            if (Volatile.Read(ref _left) > 0 && Interlocked.Exchange(ref _isAhead, 1) == 0) looks.Add(this, BetweenLooks);
        }

        protected internal override void End()
        {
            Interlocked.Decrement(ref _left);
            Volatile.Write(ref _isAhead, 0);
            news.Set(runsOn: true);
        }
    }
}
