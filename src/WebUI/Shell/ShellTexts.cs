namespace ChatAi.WebUI.Shell;

/// <summary>Names the texts of what stands on every page. The English text is the key.</summary>
public sealed class ShellTexts;
