namespace ChatAi.WebUI.Errors;

/// <summary>Names ErrorTexts.resx: the words of each code, by <c>chat.not-found</c>, and those for administrators where they differ, by
/// <c>chat.not-found.admin</c>.</summary>
public sealed class ErrorTexts;
