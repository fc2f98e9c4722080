namespace ChatAi.Infrastructure.Ollama;

/// <summary>Ollama's words for what a pull does, as a person would say them.</summary>
internal static class PullStep
{
    public static string ForPeople(string status) => status switch
    {
        "pulling manifest" => "Asking the registry",
        "verifying sha256 digest" => "Checking what came",
        "writing manifest" or "removing unused layers" => "Finishing",
        "success" => "Installed",
        _ when status.StartsWith("pulling ", StringComparison.Ordinal) => "Downloading",
        _ => status,
    };
}
