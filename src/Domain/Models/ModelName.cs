using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using ChatAi.Domain.Common;

namespace ChatAi.Domain.Models;

/// <summary><c>[host[:port]/][namespace/]name[:tag]</c> as Ollama lists it: without its own registry and the namespace <c>library</c>. The
/// case is kept but ignored, and a missing tag is <c>latest</c>.</summary>
public sealed partial class ModelName : IEquatable<ModelName>
{
    public const int MaxLength = 200;
    public const string Rule =
        "A model name looks like llama3.2, qwen3:8b or namespace/name:tag: letters, digits, dots, hyphens and underscores, without spaces.";

    private const string OwnRegistry = "registry.ollama.ai";
    private const string OwnNamespace = "library";

    private readonly string _value;

    private ModelName(string value, string? host, string family, string tag)
    {
        _value = value;
        Host = host;
        Family = family;
        Tag = tag;
    }

    public string? Host { get; }

    public string Family { get; }

    public string Tag { get; }

    /// <summary>Whether Ollama runs it in its cloud, even if a model of that name is installed: since 0.18 these tags mean that
    /// (internal/modelref in its source).</summary>
    public bool IsCloud =>
        Tag.Equals("cloud", StringComparison.OrdinalIgnoreCase) || Tag.EndsWith("-cloud", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether Ollama reads the tag as a location, so that no installed model can have it.</summary>
    public bool HasReservedTag => IsCloud || Tag.Equals("local", StringComparison.OrdinalIgnoreCase);

    public static ModelName Parse(string value) =>
        TryParse(value, out var name) ? name : throw new DomainException(Rule);

    public static bool TryParse([NotNullWhen(true)] string? value, [NotNullWhen(true)] out ModelName? name)
    {
        name = null;
        if (value is not { Length: > 0 and <= MaxLength }) return false;
        var match = Grammar().Match(value);
        if (!match.Success) return false;

        var host = Part("host");
        var space = Part("namespace");
        if (OwnRegistry.Equals(host, StringComparison.OrdinalIgnoreCase)) host = null;
        if (host is null && OwnNamespace.Equals(space, StringComparison.OrdinalIgnoreCase)) space = null;
        var family = match.Groups["family"].Value;
        var tag = Part("tag") ?? "latest";
        name = new ModelName(
            string.Concat(host is null ? "" : $"{host}/", space is null ? "" : $"{space}/", family, ":", tag),
            host,
            family,
            tag
        );
        return true;

        string? Part(string group) => match.Groups[group] is { Success: true, Value: var part } ? part : null;
    }

    public bool Equals(ModelName? other) => other is not null && string.Equals(_value, other._value, StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object? obj) => Equals(obj as ModelName);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(_value);

    public override string ToString() => _value;

    public static bool operator ==(ModelName? left, ModelName? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(ModelName? left, ModelName? right) => !(left == right);

    // Parts begin with a letter, digit or underscore, so neither ".." nor "-flag" can be one. A first part is a host if two more follow, or
    // if it has a dot or a port.
    [GeneratedRegex(
        """
        \A
        (?: (?<host> [A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})? ) / (?=[^/]+/[^/]+\z) )?
        (?: (?<namespace> [A-Za-z0-9_][A-Za-z0-9._-]{0,79} ) / )?
        (?<family> [A-Za-z0-9_][A-Za-z0-9._-]{0,99} )
        (?: : (?<tag> [A-Za-z0-9_][A-Za-z0-9._-]{0,79} ) )?
        \z
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Grammar();
}
