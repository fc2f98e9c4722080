namespace ChatAi.Infrastructure.Operations;

/// <summary>What an operator asked for cannot be done, and the message tells why and what to do. Nothing was changed.</summary>
public sealed class BackupException : Exception
{
    public BackupException() { }

    public BackupException(string message) : base(message) { }

    public BackupException(string message, Exception innerException) : base(message, innerException) { }
}
