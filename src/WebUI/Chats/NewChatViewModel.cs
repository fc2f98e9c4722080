using ChatAi.Application.Chats;
using ChatAi.Application.Models;

namespace ChatAi.WebUI.Chats;

/// <param name="Downloads">Empty once a model is installed.</param>
/// <param name="Guide">For administrators, until there is a model and a first answer; else null.</param>
/// <param name="ServerState">Changes when the page should be loaded again.</param>
public sealed record NewChatViewModel(
    string UserName,
    ModelChoicesViewModel Models,
    ComposerViewModel Composer,
    IReadOnlyList<ChatRow> RecentChats,
    IReadOnlyList<PullProgress> Downloads,
    SetupGuideViewModel? Guide,
    string ServerState);
