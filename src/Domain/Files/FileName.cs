using ChatAi.Domain.Common;

namespace ChatAi.Domain.Files;

public static class FileName
{
    /// <summary>In UTF-16 units.</summary>
    public const int MaxLength = 255;

    /// <returns>The last part of a path, on one line and without characters that steer a terminal or change the text direction. A long
    /// name loses its middle, so that its extension stays. Empty if nothing is left.</returns>
    public static string Of(string? sent)
    {
        var path = sent ?? "";
        var name = PlainLine.Of(path[(path.LastIndexOfAny(['/', '\\']) + 1)..]);
        if (name.All(c => c is '.' or ' ')) return "";
        return name.Length <= MaxLength ? name : Shorten(name);
    }

    private static string Shorten(string name)
    {
        const int Tail = 20;
        var head = MaxLength - Tail - 1;
        if (char.IsHighSurrogate(name[head - 1])) head--;
        var tail = name.Length - Tail;
        if (char.IsLowSurrogate(name[tail])) tail++;
        return $"{name[..head]}…{name[tail..]}";
    }
}
