using System.Text;

namespace ChatAi.Domain.Accounts;

/// <summary>Reduces a name to what the eye sees, like the skeleton of UTS #39 (section 4) but with a small table. Case matters where shapes
/// differ: a capital I looks like a small l, a small i does not.</summary>
internal static class LookAlikes
{
    // Code points, because the letters themselves cannot be told apart.
    private static readonly Dictionary<char, char> Table = new (string Typed, string Seen)[]
    {
        // Digits and Latin letters
        ("01I\u0131\u0130\u0138",
            "olliik"),
        // Cyrillic capitals
        (
            "\u0410\u0412\u0415\u0405\u0406\u0407\u0408\u041A\u041C\u041D\u041E\u0420"
                + "\u0421\u0422\u0423\u0425\u0417\u04AE\u04BA\u051A\u051C\u04C0",
            "abesl\u00EFjkmhopctyx3yhqwl"
        ),
        // Cyrillic small letters
        ("\u0430\u0435\u0451\u0455\u0456\u0457\u0458\u043E\u0440\u0441\u0443\u0445\u04BB\u0501\u051B\u051D\u04AF\u04CF\u04D5\u04D9\u043A",
            "ae\u00EBsi\u00EFjopcyxhdqwyl\u00E6\u0259k"),
        // More Cyrillic letters, some only in the size that looks alike
        ("\u0475\u042C\u0433\u0413\u050C\u04BD\u04BC",
            "vbr\u0433ge\u04BD"),
        // Greek capitals
        ("\u0391\u0392\u0395\u0396\u0397\u0399\u039A\u039C\u039D\u039F\u03A1\u03A4\u03A5\u03A7",
            "abezhlkmnoptyx"),
        // Greek small letters
        ("\u03B1\u03B9\u03BA\u03BD\u03BF\u03C1\u03C5\u03C7\u03B3\u03B7\u03C4\u03C9\u03CA\u03CC\u03AC\u03AF\u03CD\u03CB",
            "aikvopuxyntw\u00EF\u00F3\u00E1\u00ED\u00FA\u00FC"),
        // Armenian
        ("\u0555\u054D\u054F\u053C\u0585\u057D\u0578\u0570\u0566\u0581\u0575\u0584",
            "ouslounhqgjp"),
        // Arabic letters with other code points in Persian and Urdu
        ("\u064A\u0649\u0643\u06C1",
            "\u06CC\u06CC\u06A9\u0647"),
        // Kana that look like Han
        ("\u30ED\u30CB\u30AB\u30A8\u30C8\u30BF\u30CF\u3078\u4E00",
            "\u53E3\u4E8C\u529B\u5DE5\u535C\u5915\u516B\u30D8\u30FC"),
    }.SelectMany(row => row.Typed.Zip(row.Seen)).ToDictionary(pair => pair.First, pair => pair.Second);

    public static string SkeletonOf(string name)
    {
        var seen = new StringBuilder(name.Length);
        foreach (var c in name)
            seen.Append(Seen(c));
        var letters = seen.Replace("\u00DF", "ss")
            .Replace("\u00E6", "ae")
            .Replace("\u0153", "oe")
            .Replace("rn", "m")
            .Replace("vv", "w")
            .ToString();

        // Punctuation around a name is easily overlooked.
        var inner = letters.Trim('.', '_', '-');
        if (inner.Length == 0) return letters;
        return inner.Length <= UserName.MaxLength ? inner : inner[..UserName.MaxLength];
    }

    private static char Seen(char c)
    {
        var like = Like(c);
        return AccentedLetters.Plain.TryGetValue(like, out var plain) ? Like(plain) : like;
    }

    private static char Like(char c)
    {
        if (Table.TryGetValue(c, out var like)) return like;
        var small = UserName.Fold(c.ToString())[0];
        return Table.GetValueOrDefault(small, small);
    }
}
