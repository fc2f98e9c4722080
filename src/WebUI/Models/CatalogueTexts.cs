namespace ChatAi.WebUI.Models;

/// <summary>Names the texts of the catalogue's descriptions. The English text is the key.</summary>
public sealed class CatalogueTexts;
