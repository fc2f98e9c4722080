namespace ChatAi.WebUI.Settings;

/// <summary>Names the texts of the settings. The English text is the key.</summary>
public sealed class SettingsTexts;
