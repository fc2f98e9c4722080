using ChatAi.Application.Common;
using Microsoft.Extensions.Options;

namespace ChatAi.Infrastructure.Ollama;

[OptionsSection(Section)]
public sealed class OllamaOptions
{
    public const string Section = "Ollama";

    /// <summary>The value of <c>OLLAMA_HOST</c>, which is outside of the section.</summary>
    public string Host { get; internal set; } = OllamaAddress.Default;

    /// <summary>Ollama is silent while it loads a model, reads a prompt or serves others.</summary>
    public TimeSpan FirstTokenTimeout { get; internal set; } = TimeSpan.FromMinutes(10);

    /// <summary>The longest silence after the first token, and the longest deletion.</summary>
    public TimeSpan IdleTimeout { get; internal set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long an answer is retried while Ollama is too busy (503).</summary>
    public TimeSpan BusyTimeout { get; internal set; } = TimeSpan.FromMinutes(2);

    /// <summary>The longest silence while Ollama verifies a download: minutes for a big model on a slow disk.</summary>
    public TimeSpan VerifyTimeout { get; internal set; } = TimeSpan.FromHours(1);

    /// <summary>For the version, lists and the details of a model.</summary>
    public TimeSpan QueryTimeout { get; internal set; } = TimeSpan.FromSeconds(5);

    public TimeSpan ConnectTimeout { get; internal set; } = TimeSpan.FromSeconds(3);

    [Option(
        "answers generated at the same time; a higher number than Ollama supports only moves the queue to Ollama",
        Default = "`OLLAMA_NUM_PARALLEL` × `OLLAMA_MAX_LOADED_MODELS`, each `1` if not set")]
    public int MaxConcurrentAnswers { get; set; } = 1;

    [Option("the API key sent to Ollama or a proxy before it, as `Authorization: Bearer`; never shown or logged")]
    public string ApiKey { get; set; } = "";

    [Option("a file that contains this key, such as a Docker secret; read at the start")]
    public string ApiKeyFile { get; set; } = "";
}

internal sealed class OllamaOptionsValidator : IValidateOptions<OllamaOptions>
{
    public ValidateOptionsResult Validate(string? name, OllamaOptions options)
    {
        var errors = new List<string>();
        if (OllamaAddress.TryParse(options.Host) is not { } address) errors.Add(OllamaAddress.Rule(options.Host));
        else if (address.HasMetadataHost) errors.Add(OllamaAddress.MetadataRule(options.Host));
        if (options.MaxConcurrentAnswers is < 1 or > 1024)
        {
            errors.Add(
                $"{OllamaOptions.Section}:{nameof(options.MaxConcurrentAnswers)} is {options.MaxConcurrentAnswers}; "
                + "it must be between 1 and 1024.");
        }

        if (OllamaCredentials.FindError(options) is { } error)
            errors.Add(error);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
