using ChatAi.Application.Chats;
using ChatAi.Domain.Chats;
using ChatAi.WebUI.Display;

namespace ChatAi.WebUI.Chats;

public sealed record PrintViewModel(ChatId Id, string Title, IReadOnlyList<MessageViewModel> Messages)
{
    public static PrintViewModel Of(ChatPage chat) =>
        new(chat.Id, chat.Title, [.. chat.Messages.Select(m => m.To<MessageViewModel>())]);
}
