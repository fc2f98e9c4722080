using ChatAi.WebUI.Display;
using Microsoft.Extensions.Localization;

namespace ChatAi.WebUI.Localization;

internal static class LocalizerExtensions
{
    /// <summary>The text for a count, which is its argument 0.</summary>
    public static LocalizedString Plural(this IStringLocalizer texts, long count, string one, string other) =>
        texts[count == 1 ? one : other, DisplayFormat.Count(count)];
}
