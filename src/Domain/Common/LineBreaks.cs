namespace ChatAi.Domain.Common;

public static class LineBreaks
{
    /// <summary>
    /// With <c>\n</c> for what a form or a file of another system has. <see cref="string.ReplaceLineEndings()"/> takes form feeds and
    /// Unicode's separators too, which belong to the text.
    /// </summary>
    public static string Unify(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
}
