using ChatAi.Application.Chats;
using ChatAi.Domain.Chats;

namespace ChatAi.WebUI.Chats;

/// <param name="OlderThan">The first message shown, if there are older ones.</param>
/// <param name="Origin">The chat that this one continues.</param>
/// <param name="IsNewest">Whether the end of the chat is shown.</param>
public sealed record ChatViewModel(
    ChatId Id,
    string Title,
    int Version,
    IReadOnlyList<MessageViewModel> Messages,
    MessageId? OlderThan,
    bool IsNewest,
    ModelChoicesViewModel Models,
    ContextViewModel Context,
    ChatOrigin? Origin,
    ComposerViewModel Composer,
    ChatView View,
    HitPlace Hit)
{
    public bool IsAnswering => IsNewest && Messages is [.., { IsOpen: true }];
}
