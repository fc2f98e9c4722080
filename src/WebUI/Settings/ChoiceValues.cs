using ChatAi.Domain.Accounts;

namespace ChatAi.WebUI.Settings;

internal static class ChoiceValues
{
    public static string Of(Theme theme) => theme switch
    {
        Theme.Light => "light",
        Theme.Dark => "dark",
        _ => "system",
    };

    public static string Of(SendKey key) => key == SendKey.CtrlEnter ? "ctrl-enter" : "enter";

    public static string Of(Language language) => language switch
    {
        Language.English => "en",
        Language.German => "de",
        _ => "browser",
    };

    public static Theme ToTheme(string? value) => value switch
    {
        "light" => Theme.Light,
        "dark" => Theme.Dark,
        _ => Theme.System,
    };

    public static SendKey ToSendKey(string? value) => value == "ctrl-enter" ? SendKey.CtrlEnter : SendKey.Enter;

    public static Language ToLanguage(string? value) => value switch
    {
        "en" => Language.English,
        "de" => Language.German,
        _ => Language.Browser,
    };
}
