using ChatAi.Application.Common;

namespace ChatAi.UnitTests.Ollama;

/// <summary>An expected error, named by its code in the list of tests.</summary>
public sealed record AppErrorOf(AppError Error)
{
    public override string ToString() => Error.Code;
}
