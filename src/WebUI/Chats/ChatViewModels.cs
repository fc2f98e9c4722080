using System.Globalization;
using ChatAi.Application.Chats;
using ChatAi.Application.Models;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Common;
using ChatAi.WebUI.Http;
using ChatAi.WebUI.Shell;

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
    ChatView View)
{
    public bool IsAnswering => IsNewest && Messages is [.., { IsOpen: true }];
}

/// <param name="Before">Shows the messages above this one; null for the newest.</param>
/// <param name="Whole">An answer to show in full, whatever its length.</param>
/// <param name="Tools">Adds buttons to each message, for browsers without scripts.</param>
public sealed record ChatView(Guid? Before = null, Guid? Whole = null, bool Tools = false)
{
    public string WholeOf(string chat, MessageId answer) =>
        $"{chat}?{(Before is { } before ? $"before={before}&" : "")}{(Tools ? "tools=true&" : "")}whole={answer}#m-{answer}";
}

public sealed record AllChatsViewModel(IReadOnlyList<ChatDay> Days, string? Search);

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

/// <param name="Models">Working models that can chat.</param>
/// <param name="Current">May have been deleted.</param>
public sealed record ModelChoicesViewModel(IReadOnlyList<InstalledModelRow> Models, string? Current)
{
    public ThinkingViewModel Thinking(ThinkingMode mode) => new(Models.FirstOrDefault(IsCurrent)?.ThinkingModes ?? [], mode);

    public string? RemoteHost => Models.FirstOrDefault(IsCurrent)?.RemoteHost;

    public bool IsCurrent(InstalledModelRow model) => string.Equals(model.Name, Current, StringComparison.OrdinalIgnoreCase);
}

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

    public bool IsNewChat => Action == Urls.Home;
}

/// <param name="View">Null while unknown.</param>
/// <param name="IsShown">Whether the gauge is shown even so; a chat without messages has none.</param>
public sealed record ContextViewModel(ContextView? View, bool IsShown = true)
{
    public string? Level => View?.Percent switch { >= 95 => "gauge--full", >= 75 => "gauge--high", _ => null };

    public IReadOnlyList<int> Longer => View is null ? [] : [.. View.Choices.Where(choice => choice > View.Length)];

    public string? Rate => View?.Use.TokensPerCharacter.ToString("0.####", CultureInfo.InvariantCulture);
}

/// <param name="Offered">Empty if the model cannot think.</param>
/// <param name="Mode">May have been chosen for another model.</param>
public sealed record ThinkingViewModel(IReadOnlyList<ThinkingMode> Offered, ThinkingMode Mode)
{
    public bool HasSwitch => Offered.Contains(ThinkingMode.On);

    public bool HasLevels => Offered.Contains(ThinkingMode.High);

    /// <summary>Models that can think do so by default.</summary>
    public bool IsOn => Mode != ThinkingMode.Off;

    public static string Name(ThinkingMode mode) => mode.ToString().ToLowerInvariant();

    public static string Kind(InstalledModelRow model) => new ThinkingViewModel(model.ThinkingModes, default) switch
    {
        { HasSwitch: true } => "switch",
        { HasLevels: true } => "levels",
        _ => "none",
    };
}

/// <param name="Url">Null in a template.</param>
public sealed record AnswerToolsViewModel(string? Url, bool IsOpen, bool HasContent, bool IsContinuable);

public sealed record MessageViewModel(
    MessageId Id,
    MessageRole Role,
    string Content,
    IReadOnlyList<string> Blocks,
    string Thinking,
    string? Model,
    MessageStatus Status,
    Reason? Error,
    AnswerStatistics Statistics,
    DateTimeOffset CreatedAt,
    bool IsContinuable,
    Siblings Siblings,
    int HiddenLength)
{
    public bool IsOpen => Status is MessageStatus.Queued or MessageStatus.Streaming;

    /// <summary>The token limit, if reasoning used it up.</summary>
    public int? SpentOnThinking =>
        Status == MessageStatus.Complete && Role == MessageRole.Assistant && string.IsNullOrWhiteSpace(Content)
            ? Statistics.CompletionTokens ?? 0
            : null;

    /// <summary>For the templates that scripts copy.</summary>
    public static MessageViewModel Blank(MessageRole role) =>
        new(
            default,
            role,
            "",
            [],
            "",
            null,
            role == MessageRole.User ? MessageStatus.Complete : MessageStatus.Queued,
            null,
            new AnswerStatistics(),
            default,
            false,
            Siblings.None,
            0
        );
}

/// <param name="Url">Null in a template.</param>
/// <param name="HasText">Whether the answer can be continued.</param>
public sealed record AnswerNoticeViewModel(MessageStatus Status, string? Error, string? Url, bool HasText)
{
    /// <summary>The token limit, if reasoning used it up; 0 if it is unknown.</summary>
    public int? SpentOnThinking { get; init; }

    public bool IsTooLong { get; init; }
}
