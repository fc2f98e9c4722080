using System.Text.RegularExpressions;

namespace ChatAi.Domain.Models;

/// <summary>Finds a model name in pasted text: a command line, or the address of a model's page.</summary>
public static partial class PastedModelName
{
    public static string Of(string text)
    {
        var pasted = text.Trim(' ', '\t', '\r', '\n', '`', '"', '\'');
        var command = Command().Match(pasted);
        if (command.Success) pasted = command.Groups["name"].Value;
        return AddressOf(pasted) is { } address ? NameIn(address) ?? pasted : pasted;
    }

    private static Uri? AddressOf(string pasted)
    {
        var text = PageWithoutScheme().IsMatch(pasted) ? $"https://{pasted}" : pasted;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address)) return null;
        return address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp ? address : null;
    }

    private static string? NameIn(Uri address)
    {
        var parts = Uri.UnescapeDataString(address.AbsolutePath).Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 2) return null;
        var name = $"{parts[0]}/{parts[1]}";
        return address.Host.ToLowerInvariant() switch
        {
            "ollama.com" or "www.ollama.com" => name,
            "huggingface.co" or "www.huggingface.co" or "hf.co" => $"hf.co/{name}{TagOf(parts)}",
            _ => $"{address.Authority}/{name}",
        };
    }

    // The page of a single file: its quantization is the tag.
    private static string TagOf(string[] parts)
    {
        var quantization = parts.Length > 2 ? Quantization().Match(parts[^1]) : Match.Empty;
        return quantization.Success ? $":{quantization.Groups["tag"].Value}" : "";
    }

    [GeneratedRegex(
        @"^(\$\s*)?(docker\s+exec\s+.*\s)?ollama\s+(run|pull|show)\s+(-\S+\s+)*(?<name>[^\s-]\S*)", RegexOptions.ExplicitCapture)]
    private static partial Regex Command();

    [GeneratedRegex(@"^(www\.)?(ollama\.com|huggingface\.co)/", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex PageWithoutScheme();

    [GeneratedRegex(@"[-._](?<tag>(I?Q\d\w*|B?F16|F32))\.gguf$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Quantization();
}
