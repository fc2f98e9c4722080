using ChatAi.Application.Models;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.WebUI.Http;

namespace ChatAi.WebUI.Chats;

public sealed record ComposerViewModel(string Action, string? Model, SendKey SendKey)
{
    /// <summary>A rejected message, to be sent again.</summary>
    public string? Text { get; init; }

    public string? Error { get; init; }

    /// <summary>Replaces <see cref="Parent"/> in a chat without messages.</summary>
    public const string NoParent = "none";

    /// <summary>The last message on the page; it tells a repeated form from a new message.</summary>
    public MessageId? Parent { get; init; }

    public string? Trouble { get; init; }

    /// <summary>Whether the trouble is that the model server is away; the notice disappears when it is back.</summary>
    public bool IsServerAway { get; init; }

    public bool IsRoot { get; init; }

    public bool IsAnswering { get; init; }

    public ContextViewModel? Context { get; init; }

    public ThinkingViewModel Thinking { get; init; } = new([], ThinkingMode.ByModel);

    /// <summary>Installed models that can see images.</summary>
    public IReadOnlyList<InstalledModelRow> SeeingModels { get; init; } = [];

    /// <summary>What the file dialog of a browser offers first. What a file is, its content decides.</summary>
    public const string AcceptedFiles =
        ".pdf,.docx,.xlsx,.pptx,.html,.htm,.md,.markdown,.csv,.tsv,.json,.txt,.log,.xml,.yaml,.yml,.toml,.ini,.sql,.sh,.ps1,.py,.js,.ts,"
        + ".css,.cs,.java,.go,.rs,.c,.h,.cpp,.php,.rb,.tex,text/*,image/*";

    public bool IsNewChat => Action == Urls.Home;
}
