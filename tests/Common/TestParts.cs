using ChatAi.Domain.Chats;

namespace ChatAi.Testing;

internal static class TestParts
{
    /// <summary>The parts of an answer, first its reasoning if there is any.</summary>
    public static IReadOnlyList<MessagePart> Of(string text, string reasoning = "")
    {
        var parts = new List<MessagePart>();
        if (reasoning.Length > 0) parts.Add(new MessagePart(0, MessagePartKind.Reasoning, reasoning));
        if (text.Length > 0) parts.Add(new MessagePart(parts.Count, MessagePartKind.Text, text));
        return parts;
    }

    public static string Text(this Message message) => message.Parts.TextOf();

    public static string Reasoning(this Message message) => message.Parts.TextOf(MessagePartKind.Reasoning);
}
