namespace ChatAi.Infrastructure.Ollama;

internal static class PullStep
{
    public const string Finishing = "Finishing";

    /// <summary>Whether Ollama is working locally, and not waiting for the registry.</summary>
    public static bool IsChecking(string? status) => status is not (null or "") && !status.StartsWith("pulling ", StringComparison.Ordinal);

    public static string ToDisplayText(string status) => status switch
    {
        "" => "Starting",
        "pulling manifest" => "Contacting the registry",
        "verifying sha256 digest" => "Verifying the download",
        "writing manifest" or "removing any unused layers" or "removing unused layers" or "success" => Finishing,
        _ when status.StartsWith("pulling ", StringComparison.Ordinal) => "Downloading",
        _ => OllamaErrors.Shorten(status),
    };
}
