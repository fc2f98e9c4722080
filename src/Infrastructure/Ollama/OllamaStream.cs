using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Models;

namespace ChatAi.Infrastructure.Ollama;

/// <summary>
/// One response of Ollama, read whole or by lines. Has the timeouts, and turns every failure but the caller's own cancellation into an <see
/// cref="AppError"/>. Disposing it closes the connection.
/// </summary>
internal sealed class OllamaStream : IDisposable
{
    private const int MaxErrorLength = 64 * 1024;

    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _timeout;
    private readonly CancellationTokenRegistration _callerCancels;
    private HttpResponseMessage? _response;
    private NdjsonReader? _reader;
    private int _lines;

    public OllamaStream(TimeProvider clock, CancellationToken caller)
    {
        _caller = caller;
        _timeout = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        _callerCancels = caller.UnsafeRegister(static timeout => ((CancellationTokenSource)timeout!).Cancel(), _timeout);
    }

    public AppError? Error { get; private set; }

    /// <summary>Ollama's own error text, if it sent one.</summary>
    public string? ErrorText { get; private set; }

    /// <summary>Valid until the next read.</summary>
    public ReadOnlySpan<byte> Line => _reader is null ? default : _reader.Line.Span;

    /// <summary>The error for a line that cannot be parsed.</summary>
    public AppError Unreadable =>
        _reader is { IsUnfinished: true } && Line is [(byte)'{', ..] ? ModelServerErrors.CutOff()
        : _lines == 1 ? ModelServerErrors.NotOllama()
        : ModelServerErrors.Unreadable();

    public async Task<bool> OpenAsync(Func<CancellationToken, Task<HttpResponseMessage>> send, TimeSpan timeout, ModelName? model)
    {
        try
        {
            _timeout.CancelAfter(timeout);
            _response = await send(_timeout.Token);
            var body = await _response.Content.ReadAsStreamAsync(_timeout.Token);
            if (!_response.IsSuccessStatusCode)
            {
                var answer = await ReadErrorAsync(body);
                ErrorText = answer?.Error;
                return Fail(OllamaErrors.ForStatus(_response.StatusCode, answer, model));
            }

            _reader = new NdjsonReader(body);
            return true;
        }
        catch (Exception failure) when (ConnectionErrors.Of(failure) is { } error)
        {
            return Fail(error);
        }
    }

    /// <returns>Null if <see cref="Error"/> is set.</returns>
    public async Task<T?> ReadAllAsync<T>(JsonTypeInfo<T> shape)
        where T : class
    {
        try
        {
            var body = await _response!.Content.ReadAsStreamAsync(_timeout.Token);
            var answer = await JsonSerializer.DeserializeAsync(body, shape, _timeout.Token);
            if (answer is null) Fail(ModelServerErrors.NotOllama());
            return answer;
        }
        catch (Exception failure) when (ConnectionErrors.Of(failure) is { } error)
        {
            Fail(error);
            return null;
        }
    }

    /// <returns>False at the end of the stream, or if <see cref="Error"/> is set.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> ReadLineAsync(TimeSpan timeout)
    {
        try
        {
            var reading = _reader!.ReadAsync(_timeout.Token);
            var isPending = !reading.IsCompleted;
            if (isPending && _lines > 0) _timeout.CancelAfter(timeout); // the first line shares OpenAsync's timeout
            if (!await reading) return false;

            // The timeout does not run while the caller handles the line.
            if (isPending || _lines == 0) _timeout.CancelAfter(Timeout.InfiniteTimeSpan);
            _lines++;
            return true;
        }
        catch (Exception failure) when (ConnectionErrors.Of(failure) is { } error)
        {
            return Fail(error);
        }
    }

    public void Dispose()
    {
        _callerCancels.Dispose();
        _response?.Dispose();
        _reader?.Dispose();
        _timeout.Dispose();
    }

    private async Task<ErrorAnswer?> ReadErrorAsync(Stream body)
    {
        var buffer = new byte[MaxErrorLength];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, _timeout.Token);
        return ErrorBody.Parse(buffer.AsSpan(0, length));
    }

    /// <exception cref="OperationCanceledException">The caller cancelled, which is not a failure.</exception>
    private bool Fail(AppError error)
    {
        _caller.ThrowIfCancellationRequested();
        Error = error;
        return false;
    }
}
