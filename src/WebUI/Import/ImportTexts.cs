namespace ChatAi.WebUI.Import;

/// <summary>Names the texts of the page that imports chats. The English text is the key.</summary>
public sealed class ImportTexts;
