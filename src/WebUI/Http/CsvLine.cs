namespace ChatAi.WebUI.Http;

/// <summary>
/// A line of comma-separated values as RFC 4180 has it. What a spreadsheet would take for a formula gets an apostrophe in front, as
/// OWASP advises (CSV Injection), so that it is shown and not worked out.
/// </summary>
internal static class CsvLine
{
    private const string Formula = "=+-@\t\r\n\0";
    private const string WideFormula = "＝＋－＠";

    public static string Of(params IEnumerable<string> cells) => $"{string.Join(',', cells.Select(Cell))}\r\n";

    private static string Cell(string text)
    {
        // A spreadsheet looks behind blanks and quotes, and takes the wide forms of East Asian keyboards as well.
        var first = text.AsSpan().TrimStart(" \"'");
        var isFormula =
            first.Length > 0
            && (Formula.Contains(first[0], StringComparison.Ordinal) || WideFormula.Contains(first[0], StringComparison.Ordinal));
        var safe = isFormula ? $"'{text}" : text;
        return isFormula || safe.AsSpan().ContainsAny(",\"\r\n'") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
