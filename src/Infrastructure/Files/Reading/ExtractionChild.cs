using System.ComponentModel;
using System.Diagnostics;
using ChatAi.Application.Files;
using ChatAi.Domain.Common;
using ChatAi.Infrastructure.Ollama;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Files.Reading;

/// <summary>One child process. Whatever it does, the caller gets a failure at worst, and it is gone when this is disposed.</summary>
internal sealed partial class ExtractionChild(ExtractionProgram program, TimeSpan limit, TimeProvider time, ILogger logger)
    : IAsyncDisposable
{
    private readonly CancellationTokenSource _limit = new(limit, time);
    private Process? _process;
    private NdjsonReader? _lines;
    private Task<Reason?> _input = Task.FromResult<Reason?>(null);
    private Task _errors = Task.CompletedTask;
    private long _bytes;

    public void Start(Stream file, string extension)
    {
        try
        {
            _process = Process.Start(ChildStart.Of(program, extension))!;
        }
        catch (Exception failure) when (failure is Win32Exception or IOException)
        {
            LogNotStarted(failure);
            return;
        }

        ChildStart.LowerPriority(_process);
        _lines = new NdjsonReader(_process.StandardOutput.BaseStream, ExtractionLimits.MaxOutputBytes);
        _errors = _process.StandardError.BaseStream.CopyToAsync(Stream.Null, _limit.Token);
        _input = ChildInput.SendAsync(file, _process.StandardInput.BaseStream, _limit.Token);
    }

    public async Task<FileReading> NextAsync(CancellationToken cancellationToken)
    {
        if (_lines is null) return new ReadingFailed(FileFailures.NotStarted);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token, cancellationToken);
        try
        {
            if (await _lines.ReadAsync(either.Token)) return await ReadLineAsync(_lines);
            await _process!.WaitForExitAsync(either.Token);
            LogCrashed(_process.ExitCode);
            return new ReadingFailed(FileFailures.Broken);
        }
        catch (LineTooLongException)
        {
            return new ReadingFailed(FileFailures.TooMuchText(ExtractionLimits.MaxCharacters));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ReadingFailed(FileFailures.TimedOut);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _limit.CancelAsync();
        if (_process is not null)
        {
            await EndAsync(_process);
            await Task.WhenAny(_input);
            await Task.WhenAny(_errors);
            _lines?.Dispose();
            _process.Dispose();
        }

        _limit.Dispose();
    }

    private async Task<FileReading> ReadLineAsync(NdjsonReader lines)
    {
        _bytes += lines.Line.Length + 1;
        if (_bytes > ExtractionLimits.MaxOutputBytes)
            return new ReadingFailed(FileFailures.TooMuchText(ExtractionLimits.MaxCharacters));
        var reading = ChildLineReading.Of(lines.Line);
        if (reading is null)
        {
            LogGarbage();
            return new ReadingFailed(FileFailures.Broken);
        }

        // The child had to take what it got for the whole file.
        var isAboutInput = reading is ReadingEnded || (reading is ReadingFailed && _input.IsCompleted);
        if (isAboutInput && await _input is { } failure) return new ReadingFailed(failure);
        return reading;
    }

    private static async Task EndAsync(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception failure) when (failure is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended, or is ending.
        }

        await process.WaitForExitAsync(CancellationToken.None);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The process that reads files could not be started")]
    private partial void LogNotStarted(Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The process that reads a file ended with exit code {ExitCode} and no result")]
    private partial void LogCrashed(int exitCode);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The process that reads a file wrote something else than a result")]
    private partial void LogGarbage();
}
