using ChatAi.Domain.Chats;

namespace ChatAi.Application.Chats;

internal static class MessageRule
{
    public const string Empty = "The message is empty. Write something first.";

    public static readonly string TooLong =
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The message is longer than {Message.MaxLength:N0} characters. Shorten it, or send it in parts.");

    public static bool IsShortEnough(string? text) => text is null || text.Length <= Message.MaxLength;
}
