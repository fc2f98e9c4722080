namespace ChatAi.Domain.Accounts;

internal enum NameScript
{
    None = 0,
    Latin,
    Greek,
    Cyrillic,
    Armenian,
    Georgian,
    Hebrew,
    Arabic,

    EastAsian,
}

/// <summary>The letters of user names: one script per name, after UTS #39 (5.2). All are in NFKC form and none is a combining mark, so
/// names need no normalization, which the runtime lacks without ICU. Rare look-alikes (U+01C0, the IPA) are left out.</summary>
internal static class NameLetters
{
    private static readonly (char First, char Last, NameScript Script)[] Ranges =
    [
        ('A', 'Z', NameScript.Latin),
        ('a', 'z', NameScript.Latin),
        ('\u00C0', '\u00D6', NameScript.Latin),
        ('\u00D8', '\u00F6', NameScript.Latin),
        ('\u00F8', '\u0131', NameScript.Latin),
        ('\u0134', '\u013E', NameScript.Latin),
        ('\u0141', '\u0148', NameScript.Latin),
        ('\u014A', '\u017E', NameScript.Latin),
        ('\u018F', '\u018F', NameScript.Latin),
        ('\u01A0', '\u01A1', NameScript.Latin),
        ('\u01AF', '\u01B0', NameScript.Latin),
        ('\u01CD', '\u01DC', NameScript.Latin),
        ('\u0218', '\u021B', NameScript.Latin),
        ('\u0259', '\u0259', NameScript.Latin),
        ('\u1E00', '\u1E99', NameScript.Latin),
        ('\u1E9E', '\u1E9E', NameScript.Latin),
        ('\u1EA0', '\u1EF9', NameScript.Latin),
        ('\u0386', '\u0386', NameScript.Greek),
        ('\u0388', '\u038A', NameScript.Greek),
        ('\u038C', '\u038C', NameScript.Greek),
        ('\u038E', '\u03A1', NameScript.Greek),
        ('\u03A3', '\u03CE', NameScript.Greek),
        ('\u0400', '\u0481', NameScript.Cyrillic),
        ('\u048A', '\u052F', NameScript.Cyrillic),
        ('\u0531', '\u0556', NameScript.Armenian),
        ('\u0561', '\u0586', NameScript.Armenian),
        ('\u10D0', '\u10F0', NameScript.Georgian),
        ('\u05D0', '\u05EA', NameScript.Hebrew),
        ('\u0620', '\u063F', NameScript.Arabic),
        ('\u0641', '\u064A', NameScript.Arabic),
        ('\u0671', '\u0674', NameScript.Arabic),
        ('\u0679', '\u06D3', NameScript.Arabic),
        ('\u3041', '\u3096', NameScript.EastAsian),
        ('\u30A1', '\u30FA', NameScript.EastAsian),
        ('\u30FC', '\u30FC', NameScript.EastAsian),
        ('\u3400', '\u4DBF', NameScript.EastAsian),
        ('\u4E00', '\u9FFF', NameScript.EastAsian),
        ('\uAC00', '\uD7A3', NameScript.EastAsian),
    ];

    public static NameScript ScriptOf(char c)
    {
        foreach (var (first, last, script) in Ranges)
        {
            if (c >= first && c <= last) return script;
        }

        return NameScript.None;
    }
}
