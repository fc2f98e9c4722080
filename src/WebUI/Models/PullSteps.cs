namespace ChatAi.WebUI.Models;

/// <summary>Ollama's words for what a download does, as a person would say them; what is not known stays as it is.</summary>
internal static class PullSteps
{
    public static string Say(string step) => step switch
    {
        "" => "Starting",
        "pulling manifest" => "Asking the registry",
        "verifying sha256 digest" => "Checking what has come",
        "writing manifest" or "removing any unused layers" or "removing unused layers" or "success" => "Finishing",
        _ when step.StartsWith("pulling ", StringComparison.Ordinal) => "Downloading",
        _ => step,
    };
}
