using System.Globalization;
using Microsoft.Extensions.Localization;

namespace ChatAi.WebUI.Models;

/// <summary>How fast a model writes, in a word and in numbers. People read about five tokens per second.</summary>
public sealed record Speed(double TokensPerSecond)
{
    public static Speed? Of(string model, IReadOnlyDictionary<string, double> speeds) =>
        speeds.TryGetValue(model, out var speed) ? new Speed(speed) : null;

    public string Text(IStringLocalizer<ModelTexts> texts) => TokensPerSecond switch
    {
        >= 30 => texts["Fast: about {0} tokens per second", Rate],
        >= 10 => texts["Medium speed: about {0} tokens per second", Rate],
        _ => texts["Slow: about {0} tokens per second", Rate],
    };

    private string Rate => TokensPerSecond.ToString(TokensPerSecond < 10 ? "0.#" : "#,0", CultureInfo.CurrentCulture);
}
