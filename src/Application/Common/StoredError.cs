namespace ChatAi.Application.Common;

/// <summary>Stores an error as one text: the message for members, then the one for administrators if it differs.</summary>
public static class StoredError
{
    private const char Separator = '\n';

    public static string ToStoredText(this AppError error) =>
        error.ForAdministrators is { } other ? $"{error.Detail}{Separator}{other}" : error.Detail;

    public static string? TextFor(string? stored, bool isAdministrator)
    {
        if (stored is null) return null;
        var end = stored.IndexOf(Separator, StringComparison.Ordinal);
        if (end < 0) return stored;
        return isAdministrator ? stored[(end + 1)..] : stored[..end];
    }
}
