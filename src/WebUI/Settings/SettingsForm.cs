using System.Globalization;
using ChatAi.Application.Common;
using ChatAi.Application.Settings;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Common;
using Microsoft.AspNetCore.Mvc;

namespace ChatAi.WebUI.Settings;

/// <summary>The settings as they were typed, so that invalid numbers are shown again.</summary>
public sealed record SettingsForm
{
    public string? Theme { get; init; }

    [FromForm(Name = "send_key")]
    public string? SendKey { get; init; }

    public string? Language { get; init; }

    [FromForm(Name = "default_model")]
    public string? DefaultModel { get; init; }

    [FromForm(Name = "system_prompt")]
    public string? SystemPrompt { get; init; }

    public string? Temperature { get; init; }

    [FromForm(Name = "top_p")]
    public string? TopP { get; init; }

    [FromForm(Name = "num_ctx")]
    public string? ContextLength { get; init; }

    [FromForm(Name = "num_predict")]
    public string? MaxTokens { get; init; }

    public static SettingsForm Of(Preferences preferences) => new()
    {
        Theme = ChoiceValues.Of(preferences.Theme),
        SendKey = ChoiceValues.Of(preferences.SendKey),
        Language = ChoiceValues.Of(preferences.Language),
        DefaultModel = preferences.DefaultModel?.ToString(),
        SystemPrompt = preferences.SystemPrompt,
        Temperature = Text(preferences.Options.Temperature),
        TopP = Text(preferences.Options.TopP),
        ContextLength = Text(preferences.Options.ContextLength),
        MaxTokens = Text(preferences.Options.MaxTokens),
    };

    public Result<SaveSettingsCommand> Read()
    {
        var wrong = new Dictionary<string, Reason[]>();
        var command = new SaveSettingsCommand(
            DefaultModel,
            SystemPrompt,
            Number(nameof(SaveSettingsCommand.Temperature), Temperature, Reason.Of("options.temperature"), wrong),
            Number(nameof(SaveSettingsCommand.TopP), TopP, Reason.Of("options.top-p"), wrong),
            Whole(nameof(SaveSettingsCommand.ContextLength), ContextLength, Reason.Of("options.context-length-number"), wrong),
            Whole(nameof(SaveSettingsCommand.MaxTokens), MaxTokens, Reason.Of("options.max-tokens-number"), wrong),
            ChoiceValues.ToTheme(Theme),
            ChoiceValues.ToSendKey(SendKey),
            ChoiceValues.ToLanguage(Language));
        if (wrong.Count == 0) return command;
        return AppError.OfFields("settings.number", wrong);
    }

    // Some locales use a decimal comma.
    private static double? Number(string field, string? text, Reason reason, Dictionary<string, Reason[]> wrong)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var isNumber = double.TryParse(
            text.Trim().Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
        if (isNumber && double.IsFinite(number)) return number;
        wrong[field] = [reason];
        return null;
    }

    private static int? Whole(string field, string? text, Reason reason, Dictionary<string, Reason[]> wrong)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return number;
        wrong[field] = [reason];
        return null;
    }

    private static string? Text(IFormattable? number) => number?.ToString(null, CultureInfo.CurrentCulture);
}
