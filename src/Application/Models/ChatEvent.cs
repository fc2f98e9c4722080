using ChatAi.Application.Common;
using ChatAi.Domain.Chats;

namespace ChatAi.Application.Models;

/// <summary>Size of a request that did not fit, and the context length, in tokens.</summary>
public sealed record ContextOverflow(int Tokens, int Length);

public abstract record ChatEvent
{
    private ChatEvent() { }

    public sealed record ThinkingDelta(string Text) : ChatEvent;

    public sealed record ContentDelta(string Text) : ChatEvent;

    /// <summary>All content so far was reasoning: its closing tag came without an opening one.</summary>
    /// <param name="Thinking">The reasoning without the tag.</param>
    public sealed record ContentWasThinking(string Thinking) : ChatEvent;

    /// <summary>The model finished. The caller sets <see cref="AnswerStatistics.TimeToFirstToken"/>.</summary>
    public sealed record Done(AnswerStatistics Statistics) : ChatEvent;

    public sealed record Failed(AppError Error) : ChatEvent
    {
        /// <summary>Set if the request exceeds the context and the server says so.</summary>
        public ContextOverflow? Overflow { get; init; }
    }
}
