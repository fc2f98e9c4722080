namespace ChatAi.Infrastructure.Operations;

/// <summary>The portal cannot start. The message tells the administrator why and what to do.</summary>
public sealed class StartupException : Exception
{
    public StartupException() { }

    public StartupException(string message) : base(message) { }

    public StartupException(string message, Exception innerException) : base(message, innerException) { }
}
