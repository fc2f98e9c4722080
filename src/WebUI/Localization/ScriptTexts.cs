using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Html;
using Microsoft.Extensions.Localization;

namespace ChatAi.WebUI.Localization;

/// <summary>What scripts say. js/lib/texts.js looks up the English text.</summary>
public sealed class ScriptTexts(IStringLocalizer<ScriptTexts> texts)
{
    /// <summary>A JSON object from English to the language of the page; empty for English. It has no <c>&lt;</c>, so a script element
    /// can hold it.</summary>
    public IHtmlContent Json()
    {
        var all = texts.GetAllStrings(includeParentCultures: false).ToDictionary(text => text.Name, text => text.Value);
        return new HtmlString(JsonSerializer.Serialize(all));
    }

    public static bool AreNeeded => CultureInfo.CurrentUICulture.Name != Cultures.English.Name;
}
