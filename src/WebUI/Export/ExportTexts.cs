namespace ChatAi.WebUI.Export;

/// <summary>Names the texts of exported chats. The English text is the key.</summary>
public sealed class ExportTexts;
