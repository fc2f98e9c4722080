using System.Globalization;

namespace ChatAi.WebUI.Models;

/// <summary>How fast a model writes, in a word and in numbers. People read about five tokens per second.</summary>
public sealed record Speed(double TokensPerSecond)
{
    public static Speed? Of(string model, IReadOnlyDictionary<string, double> speeds) =>
        speeds.TryGetValue(model, out var speed) ? new Speed(speed) : null;

    public string Text => TokensPerSecond switch
    {
        >= 30 => $"Fast: about {Rate} tokens per second",
        >= 10 => $"Medium speed: about {Rate} tokens per second",
        _ => $"Slow: about {Rate} tokens per second",
    };

    private string Rate => TokensPerSecond.ToString(TokensPerSecond < 10 ? "0.#" : "0", CultureInfo.InvariantCulture);
}
