namespace ChatAi.Application.Common;

/// <summary>From where the request came; empty in the background.</summary>
public interface ICurrentClient
{
    /// <summary>The IP address of who is connected, or of whom a trusted proxy speaks for.</summary>
    string Address { get; }

    string UserAgent { get; }
}
