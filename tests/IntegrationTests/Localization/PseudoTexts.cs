using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatAi.IntegrationTests.Localization;

/// <summary>Marks every text as <c>⟦text~~~⟧</c>, 40 % longer than in English: what has no marks on a page is not translated.</summary>
internal sealed class PseudoTextsFactory(IOptions<LocalizationOptions> options, ILoggerFactory logs) : IStringLocalizerFactory
{
    private readonly ResourceManagerStringLocalizerFactory _translations = new(options, logs);

    public IStringLocalizer Create(Type resourceSource) => new PseudoTexts(_translations.Create(resourceSource));

    public IStringLocalizer Create(string baseName, string location) => new PseudoTexts(_translations.Create(baseName, location));
}

internal sealed partial class PseudoTexts(IStringLocalizer translations) : IStringLocalizer
{
    private const int MaxWord = 6;

    public LocalizedString this[string name] => new(name, Marked(name));

    public LocalizedString this[string name, params object[] arguments] =>
        new(name, string.Format(CultureInfo.CurrentCulture, Marked(name), arguments));

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) =>
        translations.GetAllStrings(includeParentCultures).Select(text => this[text.Name]);

    private static string Marked(string text)
    {
        var missing = (int)Math.Ceiling(Tag().Replace(text, "").Length * 0.4);
        var padding = Enumerable.Range(1, missing).Select(i => i % (MaxWord + 1) == 0 ? ' ' : '~');
        return $"⟦{text}{string.Concat(padding)}⟧";
    }

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();
}
