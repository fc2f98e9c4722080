using ChatAi.WebUI.Shell;

namespace ChatAi.WebUI.Chats;

public sealed record AllChatsViewModel(IReadOnlyList<ChatDay> Days, string? Search);
