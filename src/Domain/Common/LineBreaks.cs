namespace ChatAi.Domain.Common;

public static class LineBreaks
{
    /// <summary>Unlike <see cref="string.ReplaceLineEndings()"/>, keeps form feeds and Unicode's separators, which belong to the
    /// text.</summary>
    public static string Unify(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
}
