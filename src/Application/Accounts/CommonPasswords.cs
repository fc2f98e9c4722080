using System.Collections.Frozen;
using System.Reflection;

namespace ChatAi.Application.Accounts;

/// <summary>The most common passwords in lower case. common-passwords.txt explains how the list was made.</summary>
internal static class CommonPasswords
{
    private const string FileName = "common-passwords.txt";

    private static readonly Lazy<FrozenSet<string>> All = new(() => Lines().ToFrozenSet());

    public static int Count => All.Value.Count;

    public static bool Contains(string password) => All.Value.Contains(password.ToLowerInvariant());

    private static IEnumerable<string> Lines()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(FileName)!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line is not ['#', '!', ..] and not "") yield return line;
        }
    }
}
