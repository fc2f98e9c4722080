namespace ChatAi.WebUI.Search;

/// <summary>Names the texts of the search. The English text is the key.</summary>
public sealed class SearchTexts;
