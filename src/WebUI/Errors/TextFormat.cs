using System.Globalization;
using ChatAi.Application.Common;
using ChatAi.WebUI.Display;

namespace ChatAi.WebUI.Errors;

/// <summary>
/// Formats the arguments of a text, in which # is the argument:
/// <c>{0:number}</c> 12,000;
/// <c>{0:bytes}</c> 4.2 GB;
/// <c>{0:duration}</c> 1 min 30 s, of seconds;
/// <c>{0:plural|a second|# seconds}</c>;
/// <c>{0:time|a minute|# minutes|a second|# seconds}</c>, of seconds;
/// <c>{0:text| by #}</c> and <c>{0:bytes|; # must stay free}</c>: nothing if the argument is empty or 0.
/// </summary>
internal sealed class TextFormat(CultureInfo culture) : IFormatProvider, ICustomFormatter
{
    public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : culture.GetFormat(formatType);

    public string Format(string? format, object? arg, IFormatProvider? formatProvider)
    {
        var (kind, choices) = (format ?? "").Split('|') is [var first, .. var rest] ? (first, rest) : ("", []);
        return kind switch
        {
            "plural" => Plural(Number(arg), choices[0], choices[1]),
            "time" => Time(Number(arg), choices),
            _ when choices is [] => Plain(kind, arg),
            _ when arg is "" or 0L or 0.0 => choices.Length > 1 ? choices[1] : "",
            _ => Insert(choices[0], Plain(kind, arg)),
        };
    }

    private string Plain(string kind, object? arg) => kind switch
    {
        "number" => Number(arg).ToString("N0", culture),
        "bytes" => ByteSize.Text(Number(arg), culture),
        "duration" => DisplayFormat.Duration(TimeSpan.FromSeconds(Number(arg))),
        _ => Convert.ToString(arg, culture) ?? "",
    };

    private string Plural(double number, string one, string other) => Insert(number == 1 ? one : other, number.ToString("#,0.#", culture));

    private string Time(double seconds, string[] choices) => seconds < 60
        ? Plural(seconds, choices[2], choices[3])
        : Plural(Math.Round(seconds / 60), choices[0], choices[1]);

    private static string Insert(string text, string arg) => text.Replace("#", arg, StringComparison.Ordinal);

    private static double Number(object? arg) => arg is long or double ? Convert.ToDouble(arg, CultureInfo.InvariantCulture) : 0;
}
