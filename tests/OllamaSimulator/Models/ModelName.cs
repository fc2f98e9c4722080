using System.Text.RegularExpressions;

namespace ChatAi.OllamaSimulator;

/// <summary>host/namespace/model:tag; equal without regard to case, echoed as it was written (transcript 232).</summary>
internal sealed partial record ModelName(string Host, string Namespace, string Model, string Tag)
{
    public const string DefaultHost = "registry.ollama.ai";
    private const string DefaultNamespace = "library";

    public string Full => $"{Host}/{Namespace}/{Model}:{Tag}";

    /// <summary>As lists show it: without what is the default.</summary>
    public string Display => Host != DefaultHost ? Full
        : Namespace != DefaultNamespace ? $"{Namespace}/{Model}:{Tag}"
        : $"{Model}:{Tag}";

    public bool IsCloud =>
        Tag.EndsWith("-cloud", StringComparison.OrdinalIgnoreCase) || Tag.Equals("cloud", StringComparison.OrdinalIgnoreCase);

    public static ModelName? Parse(string text)
    {
        var match = Pattern().Match(text);
        return match.Success
            ? new ModelName(Part("host", DefaultHost), Part("ns", DefaultNamespace), Part("model", ""), Part("tag", "latest"))
            : null;

        string Part(string group, string missing) => match.Groups[group] is { Success: true } found ? found.Value : missing;
    }

    public bool Equals(ModelName? other) => other is not null && Full.Equals(other.Full, StringComparison.OrdinalIgnoreCase);

    public override int GetHashCode() => Full.GetHashCode(StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^((?<host>[A-Za-z0-9][\w.:-]*)/(?=[^/]+/))?((?<ns>\w[\w-]*)/)?(?<model>\w[\w.-]*)(:(?<tag>\w[\w.-]*))?$")]
    private static partial Regex Pattern();
}
