namespace ChatAi.WebUI.Http;

/// <summary>A CSV line (RFC 4180). Values that a spreadsheet would run as a formula get an apostrophe prefix (OWASP: CSV
/// injection).</summary>
internal static class CsvLine
{
    private const string Formula = "=+-@\t\r\n\0";
    private const string WideFormula = "＝＋－＠";

    public static string Of(params IEnumerable<string> cells) => $"{string.Join(',', cells.Select(Cell))}\r\n";

    private static string Cell(string text)
    {
        // Spreadsheets skip leading spaces and quotes, and also accept full-width characters.
        var first = text.AsSpan().TrimStart(" \"'");
        var isFormula =
            first.Length > 0
            && (Formula.Contains(first[0], StringComparison.Ordinal) || WideFormula.Contains(first[0], StringComparison.Ordinal));
        var safe = isFormula ? $"'{text}" : text;
        return isFormula || safe.AsSpan().ContainsAny(",\"\r\n'") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
