using ChatAi.Domain.Chats;

namespace ChatAi.WebUI.Chats;

/// <param name="Url">Null in a template.</param>
/// <param name="HasText">Whether the answer can be continued.</param>
public sealed record AnswerNoticeViewModel(MessageStatus Status, string? Error, string? Url, bool HasText)
{
    /// <summary>The token limit, if reasoning used it up; 0 if it is unknown.</summary>
    public int? SpentOnReasoning { get; init; }

    public bool IsTooLong { get; init; }

    /// <summary>Whether it is a file that is too long.</summary>
    public bool IsFileTooLong { get; init; }
}
