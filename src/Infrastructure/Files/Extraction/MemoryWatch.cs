using System.Runtime.ExceptionServices;

namespace ChatAi.Infrastructure.Files.Extraction;

/// <summary>Notices when memory runs out, even where a reader swallows it and returns an empty page.</summary>
internal sealed class MemoryWatch : IDisposable
{
    public MemoryWatch() => AppDomain.CurrentDomain.FirstChanceException += OnException;

    public bool HasRunOut { get; private set; }

    public void Dispose() => AppDomain.CurrentDomain.FirstChanceException -= OnException;

    private void OnException(object? sender, FirstChanceExceptionEventArgs e)
    {
        if (e.Exception is OutOfMemoryException) HasRunOut = true;
    }
}
