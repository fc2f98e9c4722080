namespace ChatAi.WebUI.Files;

/// <summary>Names the texts of files. The English text is the key.</summary>
public sealed class FileTexts;
