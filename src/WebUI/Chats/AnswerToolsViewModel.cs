namespace ChatAi.WebUI.Chats;

/// <param name="Url">Null in a template.</param>
public sealed record AnswerToolsViewModel(string? Url, bool IsOpen, bool HasContent, bool IsContinuable);
