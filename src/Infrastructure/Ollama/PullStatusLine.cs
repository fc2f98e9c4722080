using ChatAi.Domain.Common;
using ChatAi.Domain.Models;

namespace ChatAi.Infrastructure.Ollama;

/// <summary>What Ollama's words for the steps of a download mean.</summary>
internal static class PullStatusLine
{
    private const int MaxLength = 150;

    /// <summary>Whether Ollama is working locally, and not waiting for the registry.</summary>
    public static bool IsChecking(string? status) => status is not (null or "") && !status.StartsWith("pulling ", StringComparison.Ordinal);

    public static Reason StepOf(string status) => status switch
    {
        "" => PullStep.Starting,
        "pulling manifest" => PullStep.Contacting,
        "verifying sha256 digest" => PullStep.Verifying,
        "writing manifest" or "removing any unused layers" or "removing unused layers" or "success" => PullStep.Finishing,
        _ when status.StartsWith("pulling ", StringComparison.Ordinal) => PullStep.Downloading,
        _ => Reason.OfText(OneLine.Of(PlainLine.Of(status), MaxLength)),
    };
}
