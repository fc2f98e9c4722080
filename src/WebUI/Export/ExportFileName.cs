using System.Buffers;

namespace ChatAi.WebUI.Export;

internal static class ExportFileName
{
    private const int MaxLength = 80;

    // What Windows does not allow in names.
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("<>:\"/\\|?*");

    /// <returns>A name that every system can store, without an extension.</returns>
    public static string Of(string title)
    {
        var name = string.Concat(title.Select(c => Forbidden.Contains(c) || char.IsControl(c) ? ' ' : c));
        if (name.Length > MaxLength) name = name[..(char.IsHighSurrogate(name[MaxLength - 1]) ? MaxLength - 1 : MaxLength)];
        name = name.Trim(' ', '.');
        return name.Length > 0 ? name : "chat";
    }
}
