using System.Globalization;
using ChatAi.Domain.Accounts;

namespace ChatAi.WebUI.Localization;

/// <summary>The languages of the pages with their formats. They are made here because the portal runs without ICU, which would cost memory
/// and time at each start.</summary>
internal static class Cultures
{
    public static readonly CultureInfo English = CultureInfo.ReadOnly(new CultureInfo("en")
    {
        DateTimeFormat = WithPatterns("d MMM yyyy", "HH:mm"),
    });

    public static readonly CultureInfo German = CultureInfo.ReadOnly(new CultureInfo("de")
    {
        NumberFormat = new NumberFormatInfo
        {
            NumberDecimalSeparator = ",",
            NumberGroupSeparator = ".",
            PercentDecimalSeparator = ",",
            PercentGroupSeparator = ".",
        },
        DateTimeFormat = WithGermanNames(WithPatterns("d. MMM yyyy", "HH:mm")),
    });

    public static readonly CultureInfo[] All = [English, German];

    /// <summary>Null: the browser decides.</summary>
    public static CultureInfo? Of(Language? language) => language switch
    {
        Language.English => English,
        Language.German => German,
        _ => null,
    };

    private static DateTimeFormatInfo WithPatterns(string day, string clock)
    {
        var format = (DateTimeFormatInfo)CultureInfo.InvariantCulture.DateTimeFormat.Clone();
        format.ShortDatePattern = day;
        format.ShortTimePattern = clock;
        return format;
    }

    private static DateTimeFormatInfo WithGermanNames(DateTimeFormatInfo format)
    {
        format.DayNames = ["Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"];
        format.AbbreviatedDayNames = ["So", "Mo", "Di", "Mi", "Do", "Fr", "Sa"];
        format.MonthNames = [
            "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember", "",
        ];
        format.AbbreviatedMonthNames = ["Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez.", ""];
        format.MonthGenitiveNames = format.MonthNames;
        format.AbbreviatedMonthGenitiveNames = format.AbbreviatedMonthNames;
        format.FirstDayOfWeek = DayOfWeek.Monday;
        return format;
    }
}
