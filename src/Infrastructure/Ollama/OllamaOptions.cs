using ChatAi.Application.Common;
using Microsoft.Extensions.Options;

namespace ChatAi.Infrastructure.Ollama;

[OptionsSection(Section)]
public sealed class OllamaOptions
{
    public const string Section = "Ollama";

    /// <summary>Where Ollama is: the value of <c>OLLAMA_HOST</c>, which stands outside of the section.</summary>
    public string Host { get; internal set; } = OllamaAddress.Default;

    /// <summary>Ollama sends nothing while a model loads, a prompt is read or others are served.</summary>
    [Option("how long a model may load and read before its first token")]
    public TimeSpan FirstTokenTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Also the longest a deletion may take.</summary>
    [Option("how long it may be silent after that")]
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(60);

    [Option("for how long an answer is asked for again while Ollama is too busy (503)")]
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Minutes for a big model on a slow disk.</summary>
    [Option("how long it may check a downloaded model without a word")]
    public TimeSpan VerifyTimeout { get; set; } = TimeSpan.FromHours(1);

    [Option("how long a version, a list or the details of a model may take")]
    public TimeSpan QueryTimeout { get; set; } = TimeSpan.FromSeconds(5);

    [Option("how long a connection may take")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(3);

    [Option("lets `OLLAMA_HOST` be a link-local address, where clouds hand out the keys of their machines")]
    public bool AllowMetadataAddress { get; set; }

    [Option("answers at the same time; more than Ollama works on at once only wait there", Default = "`OLLAMA_NUM_PARALLEL`, else `1`")]
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
