using ChatAi.Application.Models;
using ChatAi.Domain.Chats;

namespace ChatAi.Infrastructure.Answers.Queue;

internal static class ChatTurns
{
    /// <summary>Of the files of a message only their names.</summary>
    public static ChatTurn ToTurn(this Message message)
    {
        var names = message.Parts.Attachments().Select(p => $"[file: {((AttachmentData)p.Data!).Name}]\n");
        var text = string.Concat(names) + message.Parts.TextOf();
        return new ChatTurn(message.Role == MessageRole.User ? "user" : "assistant", text);
    }
}
