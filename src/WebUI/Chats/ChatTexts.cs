namespace ChatAi.WebUI.Chats;

/// <summary>Names the texts of chats. The English text is the key.</summary>
public sealed class ChatTexts;
