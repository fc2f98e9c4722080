namespace ChatAi.OllamaSimulator;

/// <summary>A refusal with the status and text of the recorded server; a line in the stream when bytes were already sent.</summary>
internal sealed class OllamaException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;
}

/// <summary>The connection is to break now, without the end of the body.</summary>
internal sealed class BrokenConnectionFault(bool withReset) : Exception("The connection breaks on demand.")
{
    public bool WithReset { get; } = withReset;
}

internal sealed record ErrorBody(string Error);

/// <summary>The body is to end in good order, but without its last line.</summary>
internal sealed class EndsEarlyFault() : Exception("The answer ends early on demand.");
