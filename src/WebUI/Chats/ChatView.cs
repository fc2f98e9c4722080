using ChatAi.Domain.Chats;

namespace ChatAi.WebUI.Chats;

/// <param name="Before">Shows the messages above this one; null for the newest.</param>
/// <param name="Whole">An answer to show in full, whatever its length.</param>
/// <param name="Tools">Adds buttons to each message, for browsers without scripts.</param>
public sealed record ChatView(Guid? Before = null, Guid? Whole = null, bool Tools = false)
{
    public string WholeOf(string chat, MessageId answer) =>
        $"{chat}?{(Before is { } before ? $"before={before}&" : "")}{(Tools ? "tools=true&" : "")}whole={answer}#m-{answer}";
}
