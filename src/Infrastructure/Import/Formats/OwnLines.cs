using System.Text.Json;
using ChatAi.Application.Export;
using ChatAi.Application.Import;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Common;

namespace ChatAi.Infrastructure.Import.Formats;

/// <summary>The JSON Lines that the portal exports: a line with the format, then each chat and, below it, its messages.</summary>
internal sealed class OwnLines(DateTimeOffset now)
{
    private const int MaxMessages = 100_000;
    private const int MaxCharacters = JsonItemStream.MaxItemBytes;

    private ExportedChatHead? _chat;
    private List<ImportedMessage> _messages = [];
    private List<Reason> _problems = [];
    private long _characters;
    private int _number;

    /// <summary>Whether it is a line of this format. The first one decides.</summary>
    public bool Takes(JsonElement line) => _number > 0 || (IsOf(line, FormatLine.Type) && line.TextOf("name") == FormatLine.Current.Name);

    public IEnumerable<ImportItem> Add(JsonElement line)
    {
        _number++;
        if (IsOf(line, ChatHeadLine.Type))
        {
            if (End() is { } ended) yield return ended;
            var chat = Read<ExportedChatHead>(line, "chat");
            if (chat is { Title: not null, SystemPrompt: not null } && OwnParts.IsValid(chat, now)) _chat = chat;
            else yield return Reason.Of("import.line", _number);
        }
        else if (IsOf(line, MessageLine.Type))
        {
            if (AddMessage(line) is { } problem) yield return problem;
        }
        else if (!IsOf(line, FormatLine.Type) || !line.TryGetProperty("version", out var version) || !version.TryGetInt32(out var number))
        {
            yield return Reason.Of("import.line", _number);
        }
        else if (number > FormatLine.Current.Version)
        {
            throw new ChatFileException(Reason.Of("import.newer"));
        }
    }

    /// <returns>The chat that the last line belongs to.</returns>
    public ImportItem? End()
    {
        if (_chat is not { } head) return null;
        var (messages, problems) = (_messages, _problems);
        (_chat, _messages, _problems, _characters) = (null, [], [], 0);
        var title = head.Title == ChatTitle.Untitled.Value ? ChatTitle.Untitled : ChatTitle.FromElsewhere(head.Title);
        var restored = new RestoredChat(title ?? ChatTitle.Untitled, OwnParts.ModelOf(head.Model), head.SystemPrompt, head.CreatedAt)
        {
            Options = head.Options ?? Domain.Models.ModelOptions.None,
            Thinking = head.Thinking,
            IsPinned = head.IsPinned,
            IsArchived = head.IsArchived,
        };
        return new ImportedChat(
            ChatFormat.ChatAi, head.Id.ToString(), restored, head.UpdatedAt, head.ActiveLeafId?.ToString(), messages)
        {
            Problems = problems,
        };
    }

    // Of a chat that could not be read, or is too large, there is one line in the report.
    private Reason? AddMessage(JsonElement line)
    {
        if (_chat is null) return null;
        var message = Read<ExportedMessage>(line, "message");
        if (message is null || OwnParts.Restore(message, now) is not { } restored)
        {
            _problems.Add(Reason.Of("import.line", _number));
            return null;
        }

        _characters += restored.Parts.LengthOf();
        _messages.Add(new ImportedMessage(message.Id.ToString(), message.ParentId?.ToString(), restored));
        if (_messages.Count <= MaxMessages && _characters <= MaxCharacters) return null;
        var problem = Reason.Of("import.large-chat", _chat.Title, MaxMessages, MaxCharacters);
        (_chat, _messages, _problems, _characters) = (null, [], [], 0);
        return problem;
    }

    private static bool IsOf(JsonElement line, string type) => line.ValueKind == JsonValueKind.Object && line.TextOf("type") == type;

    private static T? Read<T>(JsonElement line, string name)
        where T : class
    {
        try
        {
            return line.TryGetProperty(name, out var value) ? value.Deserialize<T>(ChatLine.Json) : null;
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or NotSupportedException or DomainException)
        {
            return null;
        }
    }
}
