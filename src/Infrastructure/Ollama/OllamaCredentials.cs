using System.Net.Http.Headers;
using System.Text;

namespace ChatAi.Infrastructure.Ollama;

/// <summary>Credentials for Ollama or a proxy in front of it. No message in here contains them.</summary>
internal static class OllamaCredentials
{
    private const string Key = $"{OllamaOptions.Section}:{nameof(OllamaOptions.ApiKey)}";
    private const string FileKey = $"{OllamaOptions.Section}:{nameof(OllamaOptions.ApiKeyFile)}";

    public static AuthenticationHeaderValue? Header(OllamaOptions options)
    {
        if (KeyOf(options) is { Length: > 0 } key) return new AuthenticationHeaderValue("Bearer", key);
        return OllamaAddress.TryParse(options.Host)?.Credentials is { } credentials
            ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)))
            : null;
    }

    public static string? FindError(OllamaOptions options)
    {
        if (options.ApiKey.Length > 0 && options.ApiKeyFile.Length > 0) return $"{Key} and {FileKey} are both set. Set one of them.";
        string key;
        try
        {
            key = KeyOf(options);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return $"The file that {FileKey} names cannot be read.";
        }

        if (key.Length == 0) return options.ApiKeyFile.Length > 0 ? $"The file that {FileKey} names is empty." : null;
        if (key.Any(c => c is <= ' ' or > '~')) return $"The key of {Key} or {FileKey} contains a character that is not allowed in a key.";
        return OllamaAddress.TryParse(options.Host)?.Credentials is null
            ? null
            : $"{Key} or {FileKey} is set, and {OllamaAddress.Key} contains a user name. Set one of them.";
    }

    private static string KeyOf(OllamaOptions options) =>
        options.ApiKeyFile.Length > 0 ? File.ReadAllText(options.ApiKeyFile).Trim() : options.ApiKey.Trim();
}
