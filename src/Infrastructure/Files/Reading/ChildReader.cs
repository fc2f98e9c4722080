using System.Runtime.CompilerServices;
using ChatAi.Application.Files;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Files.Reading;

/// <summary>Reads files in child processes of the same program, one at a time.</summary>
/// <param name="limit">From the start of the child to its last line, including the time that the caller takes for each item.</param>
internal sealed class ChildReader(ExtractionProgram program, TimeSpan limit, TimeProvider time, ILogger<ChildReader> logger)
    : IFileReader, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    public async IAsyncEnumerable<FileReading> ReadAsync(
        Stream file, string name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await using var child = new ExtractionChild(program, limit, time, logger);
            child.Start(file, Path.GetExtension(name));
            FileReading reading;
            do
            {
                reading = await child.NextAsync(cancellationToken);
                yield return reading;
            }
            while (reading is not (ReadingEnded or ReadingFailed));
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
