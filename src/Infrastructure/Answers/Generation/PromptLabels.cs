using System.Globalization;
using ChatAi.Domain.Common;

namespace ChatAi.Infrastructure.Answers.Generation;

/// <summary>The label of a unit for models: in English whatever the user's language, so that it never changes.</summary>
internal static class PromptLabels
{
    public static string Of(Reason label) => label.Code switch
    {
        "unit.page" => Text("page {0}", label),
        "unit.slide" => Text("slide {0}", label),
        "unit.hidden-slide" => Text("slide {0}, hidden", label),
        "unit.slide-notes" => Text("notes of slide {0}", label),
        "unit.sheet" => Text("sheet {0}, rows {1} to {2}", label),
        "unit.hidden-sheet" => Text("sheet {0}, hidden, rows {1} to {2}", label),
        "unit.rows" => Text("rows {0} to {1}", label),
        "unit.lines" => Text("lines {0} to {1}", label),
        "unit.section" => Text("section {0}", label),
        "unit.footnotes" => "footnotes",
        _ => "",
    };

    private static string Text(string format, Reason label) => string.Format(CultureInfo.InvariantCulture, format, [.. label.Args]);
}
