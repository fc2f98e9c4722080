using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Models;

namespace ChatAi.Infrastructure.Ollama;

/// <summary>
/// One answer of Ollama, whole or line by line. Knows how long to wait and turns every way of failing into an
/// <see cref="AppError"/>, except the caller's own cancellation. Disposing it closes the connection.
/// </summary>
internal sealed class OllamaStream : IDisposable
{
    private const int MaxErrorLength = 64 * 1024;

    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _patience;
    private readonly CancellationTokenRegistration _callerLeaves;
    private HttpResponseMessage? _response;
    private NdjsonReader? _reader;
    private int _lines;

    public OllamaStream(TimeProvider clock, CancellationToken caller)
    {
        _caller = caller;
        _patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        _callerLeaves = caller.UnsafeRegister(static patience => ((CancellationTokenSource)patience!).Cancel(), _patience);
    }

    /// <summary>Why it failed; null while it has not.</summary>
    public AppError? Error { get; private set; }

    /// <summary>What Ollama itself gave as the reason, if it did.</summary>
    public string? Said { get; private set; }

    /// <summary>Valid until the next read.</summary>
    public ReadOnlySpan<byte> Line => _reader is null ? default : _reader.Line.Span;

    /// <summary>What a line that is not what it should be tells of the server.</summary>
    public AppError Unreadable =>
        _reader is { IsUnfinished: true } && Line is [(byte)'{', ..] ? ModelServerErrors.CutOff()
        : _lines == 1 ? ModelServerErrors.NotOllama()
        : ModelServerErrors.Unreadable();

    /// <returns>Whether there is something to read.</returns>
    public async Task<bool> OpenAsync(Func<CancellationToken, Task<HttpResponseMessage>> send, TimeSpan patience, ModelName? model)
    {
        try
        {
            _patience.CancelAfter(patience);
            _response = await send(_patience.Token);
            var body = await _response.Content.ReadAsStreamAsync(_patience.Token);
            if (!_response.IsSuccessStatusCode)
            {
                var answer = await ErrorAsync(body);
                Said = answer?.Error;
                return Fail(OllamaErrors.ForStatus(_response.StatusCode, answer, model));
            }

            _reader = new NdjsonReader(body);
            return true;
        }
        catch (Exception failure) when (OllamaErrors.ForException(failure) is { } error)
        {
            return Fail(error);
        }
    }

    /// <returns>The whole answer; null where <see cref="Error"/> says why there is none.</returns>
    public async Task<T?> ReadAllAsync<T>(JsonTypeInfo<T> shape)
        where T : class
    {
        try
        {
            var body = await _response!.Content.ReadAsStreamAsync(_patience.Token);
            var answer = await JsonSerializer.DeserializeAsync(body, shape, _patience.Token);
            if (answer is null) Fail(ModelServerErrors.NotOllama());
            return answer;
        }
        catch (Exception failure) when (OllamaErrors.ForException(failure) is { } error)
        {
            Fail(error);
            return null;
        }
    }

    /// <returns>Whether there is a <see cref="Line"/>; if not, the stream has ended or <see cref="Error"/> says why.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> ReadLineAsync(TimeSpan patience)
    {
        try
        {
            var reading = _reader!.ReadAsync(_patience.Token);
            var waits = !reading.IsCompleted;
            if (waits && _lines > 0) _patience.CancelAfter(patience); // the first line has what is left of OpenAsync's time
            if (!await reading) return false;

            // The server is not silent while the caller thinks about the line.
            if (waits || _lines == 0) _patience.CancelAfter(Timeout.InfiniteTimeSpan);
            _lines++;
            return true;
        }
        catch (Exception failure) when (OllamaErrors.ForException(failure) is { } error)
        {
            return Fail(error);
        }
    }

    public void Dispose()
    {
        _callerLeaves.Dispose();
        _response?.Dispose();
        _reader?.Dispose();
        _patience.Dispose();
    }

    private async Task<ErrorAnswer?> ErrorAsync(Stream body)
    {
        var buffer = new byte[MaxErrorLength];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, _patience.Token);
        return OllamaErrors.AnswerOf(buffer.AsSpan(0, length));
    }

    /// <exception cref="OperationCanceledException">The caller left; that is no failure.</exception>
    private bool Fail(AppError error)
    {
        _caller.ThrowIfCancellationRequested();
        Error = error;
        return false;
    }
}
