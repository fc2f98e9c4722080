using ChatAi.Application.Models;
using ChatAi.Domain.Chats;

namespace ChatAi.Infrastructure.Answers.Queue;

internal static class ChatTurns
{
    public static ChatTurn ToTurn(this Message message) =>
        new(message.Role == MessageRole.User ? "user" : "assistant", message.Parts.TextOf());
}
