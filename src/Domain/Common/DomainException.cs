namespace ChatAi.Domain.Common;

/// <summary>A broken invariant: a bug in the calling code, never an expected failure.</summary>
public sealed class DomainException : Exception
{
    public DomainException() { }

    public DomainException(string message) : base(message) { }

    public DomainException(string message, Exception innerException) : base(message, innerException) { }

    internal static void ThrowIf(bool broken, string message)
    {
        if (broken) throw new DomainException(message);
    }
}
