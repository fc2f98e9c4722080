namespace ChatAi.WebUI.Administration;

/// <summary>Names the texts of the people of the portal. The English text is the key.</summary>
public sealed class PeopleTexts;
