using System.Text;

namespace ChatAi.Infrastructure.Files.Extraction;

/// <summary>Letters for characters that stand for their shapes, such as one for f and i, with which nobody would find a word. .NET knows
/// them too, but not without the data of languages.</summary>
internal static class LetterShapes
{
    private const char FirstLigature = '\uFB00';
    private const char FirstRadical = '\u2F00';
    private const char FirstLamAlef = '\uFEF5';

    private static readonly string[] Ligatures = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];

    // In the order of the characters for the radicals that Chinese writing is sorted by. Chromium writes them instead of the letters.
    private const string Radicals =
        "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻"
        + "爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音"
        + "頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

    // Letters of Arabic in the order of their shapes, of which each has four, or two if it never joins the next one.
    private const string Arabic =
        "\u0622\u0623\u0624\u0625\u0626\u0627\u0628\u0629\u062A\u062B\u062C\u062D\u062E\u062F\u0630\u0631\u0632\u0633\u0634\u0635\u0636"
        + "\u0637\u0638\u0639\u063A\u0641\u0642\u0643\u0644\u0645\u0646\u0647\u0648\u0649\u064A";

    private const string PersianAndUrdu =
        "\u0671\u067B\u067E\u0680\u067A\u067F\u0679\u06A4\u06A6\u0684\u0683\u0686\u0687\u068D\u068C\u068E\u0688\u0698\u0691\u06A9\u06AF"
        + "\u06B3\u06B1\u06BA\u06BB\u06C0\u06C1\u06BE\u06D2\u06D3";

    private const string NeverJoin =
        "\u0622\u0623\u0624\u0625\u0627\u0629\u062F\u0630\u0631\u0632\u0648\u0649\u0671\u068D\u068C\u068E\u0688\u0698\u0691\u06BA\u06C0"
        + "\u06D2\u06D3";

    private static readonly Dictionary<char, string> Letters = All();

    public static string Replaced(string text)
    {
        if (!text.Any(Letters.ContainsKey)) return text;
        var letters = new StringBuilder();
        foreach (var c in text)
        {
            if (Letters.TryGetValue(c, out var letter)) letters.Append(letter);
            else letters.Append(c);
        }

        return letters.ToString();
    }

    private static Dictionary<char, string> All()
    {
        var letters = new Dictionary<char, string> { ['\uFE80'] = "\u0621" };
        for (var i = 0; i < Ligatures.Length; i++) letters[(char)(FirstLigature + i)] = Ligatures[i];
        for (var i = 0; i < Radicals.Length; i++) letters[(char)(FirstRadical + i)] = Radicals[i].ToString();
        AddShapes(letters, '\uFB50', PersianAndUrdu);
        AddShapes(letters, '\uFBFC', "\u06CC");
        AddShapes(letters, '\uFE81', Arabic);
        string[] alefs = ["\u0622", "\u0623", "\u0625", "\u0627"];
        for (var i = 0; i < 2 * alefs.Length; i++) letters[(char)(FirstLamAlef + i)] = "\u0644" + alefs[i / 2];
        return letters;
    }

    private static void AddShapes(Dictionary<char, string> letters, char first, string shaped)
    {
        var shape = first;
        foreach (var letter in shaped)
        {
            var count = NeverJoin.Contains(letter) ? 2 : 4;
            for (var i = 0; i < count; i++) letters[shape++] = letter.ToString();
        }
    }
}
