namespace ChatAi.Infrastructure.Ollama;

/// <summary>Ollama's words for what a pull does, as a person would say them.</summary>
internal static class PullStep
{
    public const string Finishing = "Finishing";

    /// <summary>Whether Ollama works on what has come, rather than waits for the registry.</summary>
    public static bool IsChecking(string? status) => status is not (null or "") && !status.StartsWith("pulling ", StringComparison.Ordinal);

    public static string ForPeople(string status) => status switch
    {
        "" => "Starting",
        "pulling manifest" => "Asking the registry",
        "verifying sha256 digest" => "Checking what has come",
        "writing manifest" or "removing any unused layers" or "removing unused layers" or "success" => Finishing,
        _ when status.StartsWith("pulling ", StringComparison.Ordinal) => "Downloading",
        _ => OllamaErrors.Words(status),
    };
}
