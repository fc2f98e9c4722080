using Microsoft.Extensions.Options;

namespace ChatAi.Infrastructure.Ollama;

/// <summary>Section <c>Ollama</c> of the configuration; as environment variables <c>Ollama__IdleTimeout=00:01:00</c>.</summary>
public sealed class OllamaOptions
{
    public const string Section = "Ollama";

    /// <summary>Where Ollama is: the value of <c>OLLAMA_HOST</c>, which stands outside of the section.</summary>
    public string Host { get; internal set; } = OllamaAddress.Default;

    /// <summary>How long an answer may take to begin: Ollama sends nothing while a model loads, a prompt is read or others are served.</summary>
    public TimeSpan FirstTokenTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The longest silence within a stream, and the longest a deletion may take.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>For how long an answer is asked for again while Ollama has too much to do (503).</summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a download may be verified, which Ollama does in silence: minutes for a big model on a slow disk.</summary>
    public TimeSpan VerifyTimeout { get; set; } = TimeSpan.FromHours(1);

    /// <summary>For the small questions: version, lists, details.</summary>
    public TimeSpan QueryTimeout { get; set; } = TimeSpan.FromSeconds(5);

    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Whether Ollama may be where clouds have their metadata service.</summary>
    public bool AllowMetadataAddress { get; set; }

    /// <summary>
    /// How many answers are asked of the server at a time; more than its <c>OLLAMA_NUM_PARALLEL</c> only wait there. Without a value it
    /// is that variable's, where the portal can see it.
    /// </summary>
    public int MaxConcurrentAnswers { get; set; } = 1;
}

/// <summary>Names the key of every wrong value. A time-out without colons is read as days, hence the upper ends.</summary>
internal sealed class OllamaOptionsValidator : IValidateOptions<OllamaOptions>
{
    public ValidateOptionsResult Validate(string? name, OllamaOptions options)
    {
        var errors = new List<string>();
        if (OllamaAddress.TryParse(options.Host) is not { } address) errors.Add(OllamaAddress.Rule(options.Host));
        else if (address.HasMetadataHost && !options.AllowMetadataAddress) errors.Add(OllamaAddress.MetadataRule(options.Host));
        Check(nameof(options.FirstTokenTimeout), options.FirstTokenTimeout, TimeSpan.FromHours(24));
        Check(nameof(options.IdleTimeout), options.IdleTimeout, TimeSpan.FromHours(1));
        Check(nameof(options.BusyTimeout), options.BusyTimeout, TimeSpan.FromHours(1));
        Check(nameof(options.VerifyTimeout), options.VerifyTimeout, TimeSpan.FromHours(24));
        Check(nameof(options.QueryTimeout), options.QueryTimeout, TimeSpan.FromMinutes(10));
        Check(nameof(options.ConnectTimeout), options.ConnectTimeout, TimeSpan.FromMinutes(10));
        if (options.MaxConcurrentAnswers is < 1 or > 1024)
            errors.Add($"{OllamaOptions.Section}:{nameof(options.MaxConcurrentAnswers)} is {options.MaxConcurrentAnswers}; it lies between 1 and 1024.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);

        void Check(string key, TimeSpan value, TimeSpan longest)
        {
            if (value < TimeSpan.FromMilliseconds(100) || value > longest)
                errors.Add($"{OllamaOptions.Section}:{key} is {value}; it lies between 00:00:00.1 and {longest}, written hours:minutes:seconds.");
        }
    }
}
