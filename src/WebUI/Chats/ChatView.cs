using ChatAi.Domain.Chats;

namespace ChatAi.WebUI.Chats;

/// <param name="Before">Shows the messages above this one; null for the newest.</param>
/// <param name="Whole">An answer to show in full, whatever its length.</param>
/// <param name="Tools">Adds buttons to each message, for browsers without scripts.</param>
/// <param name="Message">A message to show, wherever it is.</param>
/// <param name="Find">A search whose words are highlighted in it.</param>
public sealed record ChatView(Guid? Before = null, Guid? Whole = null, bool Tools = false, Guid? Message = null, string? Find = null)
{
    public string WholeOf(string chat, MessageId answer) =>
        $"{chat}?{(Before is { } before ? $"before={before}&" : "")}{(Tools ? "tools=true&" : "")}whole={answer}#m-{answer}";
}
