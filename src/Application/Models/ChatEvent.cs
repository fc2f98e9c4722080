using ChatAi.Application.Common;
using ChatAi.Domain.Chats;

namespace ChatAi.Application.Models;

/// <summary>Size of a request that did not fit, and the context length, in tokens.</summary>
public sealed record ContextOverflow(int Tokens, int Length);

public abstract record ChatEvent
{
    private ChatEvent() { }

    /// <summary>More of a part. Another kind than before begins a new part.</summary>
    public sealed record Delta(MessagePartKind Kind, string Text) : ChatEvent;

    /// <summary>All text so far was reasoning: its closing tag came without an opening one.</summary>
    /// <param name="Reasoning">Without the tag.</param>
    public sealed record TextWasReasoning(string Reasoning) : ChatEvent;

    /// <summary>The model asks for a tool.</summary>
    /// <param name="Arguments">A JSON object.</param>
    public sealed record ToolCalled(ToolCallData Call, string Arguments) : ChatEvent;

    /// <summary>The model finished. The caller sets <see cref="AnswerStatistics.TimeToFirstToken"/>.</summary>
    public sealed record Done(AnswerStatistics Statistics) : ChatEvent;

    public sealed record Failed(AppError Error) : ChatEvent
    {
        /// <summary>Set if the request exceeds the context and the server says so.</summary>
        public ContextOverflow? Overflow { get; init; }
    }
}
