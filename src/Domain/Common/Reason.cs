using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatAi.Domain.Common;

/// <summary>What a text says, without its words: a code and arguments. WebUI has the words in each language.</summary>
public sealed class Reason : IEquatable<Reason>
{
    /// <summary>Of the stored form, apart from very long arguments.</summary>
    public const int MaxStoredLength = 1000;

    public const int MaxArgLength = 500;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string _stored;

    private Reason(string code, IReadOnlyList<object> args)
    {
        Code = code;
        Args = args;
        _stored = ToJson().ToJsonString(Readable);
    }

    public string Code { get; }

    /// <summary>Each is a <see cref="string"/>, a <see cref="long"/>, a <see cref="double"/> or another reason.</summary>
    public IReadOnlyList<object> Args { get; }

    /// <param name="args">Numbers without a format, other reasons, or anything else as its string.</param>
    public static Reason Of(string code, params object?[] args) => new(code, [.. args.Select(Plain)]);

    /// <summary>Words that have no code: of another program, or of an older version.</summary>
    public static Reason OfText(string text) => Of("text", text);

    /// <param name="text">As <see cref="ToString"/> returns it.</param>
    public static bool TryParse(string? text, out Reason reason)
    {
        reason = null!;
        if (text is not ['[', ..]) return false;
        try
        {
            return TryRead(JsonNode.Parse(text), out reason);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <returns>A text that cannot be parsed becomes one without a code.</returns>
    public static Reason Parse(string text) => TryParse(text, out var reason) ? reason : OfText(text);

    /// <summary>The stored form: <c>["pull.stalled"]</c>, <c>["chat.model-gone","qwen3:8b"]</c>.</summary>
    public override string ToString() => _stored;

    public bool Equals(Reason? other) => other is not null && _stored == other._stored;

    public override bool Equals(object? obj) => Equals(obj as Reason);

    public override int GetHashCode() => _stored.GetHashCode(StringComparison.Ordinal);

    public static bool operator ==(Reason? left, Reason? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(Reason? left, Reason? right) => !(left == right);

    private static bool TryRead(JsonNode? node, out Reason reason)
    {
        reason = null!;
        if (node is not JsonArray { Count: > 0 } array || array[0]?.GetValueKind() != JsonValueKind.String) return false;
        reason = new Reason(array[0]!.GetValue<string>(), [.. array.Skip(1).Select(Argument)]);
        return true;
    }

    private static object Argument(JsonNode? node) => node switch
    {
        JsonArray when TryRead(node, out var inner) => inner,
        JsonValue value when value.TryGetValue<long>(out var whole) => whole,
        JsonValue value when value.TryGetValue<double>(out var number) => number,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => "",
    };

    private static object Plain(object? arg) => arg switch
    {
        null => "",
        Reason or long or double => arg,
        int number => (long)number,
        IFormattable other => Shorten(other.ToString(null, CultureInfo.InvariantCulture)),
        _ => Shorten(arg.ToString() ?? ""),
    };

    private static string Shorten(string text) => text.Length <= MaxArgLength ? text : text[..(MaxArgLength - 1)] + "…";

    private JsonArray ToJson() => [JsonValue.Create(Code), .. Args.Select(ToNode)];

    private static JsonNode? ToNode(object arg) => arg switch
    {
        Reason inner => inner.ToJson(),
        long number => JsonValue.Create(number),
        double number => JsonValue.Create(number),
        _ => JsonValue.Create((string)arg),
    };
}
