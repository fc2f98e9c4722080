using System.Globalization;
using ChatAi.Application.Chats;
using ChatAi.Application.Models;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.WebUI.Shell;

namespace ChatAi.WebUI.Chats;

/// <param name="OlderThan">The message above which there are more; null when all are shown.</param>
/// <param name="Origin">The chat that this one goes on from, where its beginning is shown.</param>
/// <param name="IsNewest">Whether the path's end is shown; else only something earlier.</param>
/// <param name="View">What was asked for.</param>
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

/// <summary>Which part of a chat is shown, as the address of its page says it.</summary>
/// <param name="Before">Shows what is above this message; null for the newest.</param>
/// <param name="Whole">The answer that is shown whole, however long it is.</param>
/// <param name="Tools">Whether each message comes with its buttons, for a page without script.</param>
public sealed record ChatView(Guid? Before = null, Guid? Whole = null, bool Tools = false)
{
    public string WholeOf(string chat, MessageId answer) =>
        $"{chat}?{(Before is { } before ? $"before={before}&" : "")}{(Tools ? "tools=true&" : "")}whole={answer}#m-{answer}";
}

/// <param name="Search">The words that the titles have; null where all chats are shown.</param>
public sealed record AllChatsViewModel(IReadOnlyList<ChatDay> Days, string? Search);

/// <param name="ServerError">Why the model server is away; null while it answers.</param>
/// <param name="Downloads">What is on its way while no model is there.</param>
/// <param name="FirstModels">What root may install to begin with.</param>
public sealed record NewChatViewModel(
    ModelChoicesViewModel Models,
    ComposerViewModel Composer,
    bool IsRoot,
    string? ServerError,
    IReadOnlyList<PullProgress> Downloads,
    IReadOnlyList<CatalogueEntry> FirstModels);

/// <param name="Models">Those that can chat, without those that are broken.</param>
/// <param name="Current">May be one that is gone.</param>
public sealed record ModelChoicesViewModel(IReadOnlyList<InstalledModelRow> Models, string? Current)
{
    public ThinkingViewModel Thinking(ThinkingMode mode) => new(Models.FirstOrDefault(IsCurrent)?.ThinkingModes ?? [], mode);

    public string? RemoteHost => Models.FirstOrDefault(IsCurrent)?.RemoteHost;

    public bool IsCurrent(InstalledModelRow model) => string.Equals(model.Name, Current, StringComparison.OrdinalIgnoreCase);
}

public sealed record ComposerViewModel(string Action, string? Model, SendKey SendKey)
{
    /// <summary>What was refused, to be sent again.</summary>
    public string? Text { get; init; }

    public string? Error { get; init; }

    /// <summary>What the form sends in the place of <see cref="Parent"/> from a chat without messages.</summary>
    public const string NoParent = "none";

    /// <summary>The last message that the page shows, which the form sends along: the same form sent again says nothing twice.</summary>
    public MessageId? Parent { get; init; }

    /// <summary>What will keep a message from being answered.</summary>
    public string? Trouble { get; init; }

    public bool IsAnswering { get; init; }

    /// <summary>Null while there is no chat.</summary>
    public ContextViewModel? Context { get; init; }

    public ThinkingViewModel Thinking { get; init; } = new([], ThinkingMode.ByModel);

    /// <summary>Whether sending starts the chat; then the model goes along.</summary>
    public bool IsNewChat => Action == "~/chat/new";
}

/// <param name="View">Null while nobody knows.</param>
public sealed record ContextViewModel(ContextView? View)
{
    public string? Level => View?.Percent switch { >= 95 => "gauge--full", >= 75 => "gauge--high", _ => null };

    /// <summary>The longer contexts to choose from, shortest first.</summary>
    public IReadOnlyList<int> Longer => View is null ? [] : [.. View.Choices.Where(choice => choice > View.Length)];

    /// <summary>Tokens per character, as scripts read it.</summary>
    public string? Rate => View?.Use.TokensPerCharacter.ToString("0.####", CultureInfo.InvariantCulture);
}

/// <param name="Offered">What the model takes; empty where it does not think.</param>
/// <param name="Mode">As chosen, perhaps for another model.</param>
public sealed record ThinkingViewModel(IReadOnlyList<ThinkingMode> Offered, ThinkingMode Mode)
{
    public static IReadOnlyList<(ThinkingMode Mode, string Hint)> Levels { get; } =
    [
        (ThinkingMode.Low, "Fastest answers"),
        (ThinkingMode.Medium, "The model's default"),
        (ThinkingMode.High, "Most thorough, slowest"),
    ];

    public bool HasSwitch => Offered.Contains(ThinkingMode.On);

    public bool HasLevels => Offered.Contains(ThinkingMode.High);

    /// <summary>A model that can think does so unless it is told not to.</summary>
    public bool IsOn => Mode != ThinkingMode.Off;

    /// <summary>How scripts and forms call it.</summary>
    public static string Name(ThinkingMode mode) => mode.ToString().ToLowerInvariant();

    /// <summary>How it is chosen for a model, as the pickers tell scripts.</summary>
    public static string Kind(InstalledModelRow model) => new ThinkingViewModel(model.ThinkingModes, default) switch
    {
        { HasSwitch: true } => "switch",
        { HasLevels: true } => "levels",
        _ => "none",
    };
}

/// <param name="Url">Of the answer; null in a template.</param>
public sealed record AnswerToolsViewModel(string? Url, bool IsOpen, bool HasContent, bool IsContinuable);

public sealed record MessageViewModel(
    MessageId Id,
    MessageRole Role,
    string Content,
    IReadOnlyList<string> Blocks,
    string Thinking,
    string? Model,
    MessageStatus Status,
    string? Error,
    AnswerStatistics Statistics,
    DateTimeOffset CreatedAt,
    bool IsContinuable,
    Siblings Siblings,
    int HiddenLength)
{
    public bool IsOpen => Status is MessageStatus.Queued or MessageStatus.Streaming;

    /// <summary>The tokens that an answer may have, where all went into thinking; else null.</summary>
    public int? SpentOnThinking =>
        Status == MessageStatus.Complete && Role == MessageRole.Assistant && string.IsNullOrWhiteSpace(Content)
            ? Statistics.CompletionTokens ?? 0
            : null;

    /// <summary>For the templates from which scripts make messages.</summary>
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

/// <param name="Status">Nothing is told of one that is complete, unless all its tokens went into thinking.</param>
/// <param name="Url">Of the answer; null in a template.</param>
/// <param name="HasText">Whether there is something to go on from.</param>
public sealed record AnswerNoticeViewModel(MessageStatus Status, string? Error, string? Url, bool HasText)
{
    /// <summary>How many tokens the answer could have, where all went into thinking; 0 where that was not counted.</summary>
    public int? SpentOnThinking { get; init; }

    /// <summary>Whether the question does not fit into the context.</summary>
    public bool IsTooLong { get; init; }
}
