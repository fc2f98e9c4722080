using System.Buffers;
using ChatAi.Domain.Files;

namespace ChatAi.Application.Export;

public static class ExportFileName
{
    // What Windows does not allow in names.
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("<>:\"/\\|?*");

    /// <returns>A name that every system can store.</returns>
    public static string Of(string text)
    {
        var name = FileName.Of(string.Concat(text.Select(c => Forbidden.Contains(c) ? '_' : c))).TrimEnd('.', ' ');
        return name.Length > 0 ? name : "_";
    }
}
