namespace ChatAi.Domain.Chats;

public enum MessagePartKind
{
    /// <summary>What the model thought before it wrote. Never sent back to the model.</summary>
    Reasoning = 0,

    /// <summary>Markdown of an answer, or the words of a question.</summary>
    Text = 1,

    /// <summary>A file of a question, with <see cref="AttachmentData"/>. It has no text of its own.</summary>
    Attachment = 2,

    /// <summary>A tool that the model asks for: the arguments as JSON, with <see cref="ToolCallData"/>.</summary>
    ToolCall = 4,

    /// <summary>What a tool returned.</summary>
    ToolResult = 5,
}
