namespace ChatAi.Infrastructure.Operations;

/// <summary>An operator's task failed and changed nothing. The message says why and what to do.</summary>
public sealed class BackupException : Exception
{
    public BackupException() { }

    public BackupException(string message) : base(message) { }

    public BackupException(string message, Exception innerException) : base(message, innerException) { }
}
