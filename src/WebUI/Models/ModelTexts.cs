namespace ChatAi.WebUI.Models;

/// <summary>Names the texts of models and downloads. The English text is the key.</summary>
public sealed class ModelTexts;
