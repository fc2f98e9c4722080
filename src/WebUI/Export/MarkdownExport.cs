using System.Globalization;
using System.Text;
using System.Text.Json;
using ChatAi.Application.Export;
using ChatAi.Domain.Chats;
using ChatAi.WebUI.Errors;
using Microsoft.Extensions.Localization;

namespace ChatAi.WebUI.Export;

/// <summary>A chat as a Markdown document: front matter in YAML, the shown path, then each branch as a section.</summary>
internal sealed class MarkdownExport(IStringLocalizer<ExportTexts> texts, ErrorText errors)
{
    private const string Fence = "```";

    public async Task WriteAsync(ExportedChat chat, TextWriter output, CancellationToken cancellationToken)
    {
        await output.WriteAsync(Head(chat));
        var numbers = new Dictionary<Guid, int>();
        Guid? last = null;
        await foreach (var message in chat.Messages.WithCancellation(cancellationToken))
        {
            if (message.ParentId != last)
            {
                string branch = message.ParentId is { } parent && numbers.TryGetValue(parent, out var before)
                    ? texts["Another branch, after message {0}", before]
                    : texts["Another branch, from the beginning"];
                await output.WriteAsync($"# {branch}\n\n");
            }

            numbers.Add(message.Id, numbers.Count + 1);
            await output.WriteAsync(Section(message, numbers.Count));
            last = message.Id;
        }
    }

    private string Head(ExportedChat chat)
    {
        var head = new StringBuilder("---\n");
        head.Append(CultureInfo.InvariantCulture, $"title: {Quoted(chat.Title)}\n");
        if (chat.Model is { } model) head.Append(CultureInfo.InvariantCulture, $"model: {Quoted(model)}\n");
        head.Append(CultureInfo.InvariantCulture, $"created: {chat.CreatedAt.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}\n");
        head.Append(CultureInfo.InvariantCulture, $"updated: {chat.UpdatedAt.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}\n");
        head.Append(CultureInfo.InvariantCulture, $"---\n\n# {Line(chat.Title)}\n\n");
        if (chat.SystemPrompt.Length > 0)
            head.Append(CultureInfo.InvariantCulture, $"**{texts["System prompt"]}**\n\n{Quote(chat.SystemPrompt)}\n\n");
        return head.ToString();
    }

    private string Section(ExportedMessage message, int number)
    {
        var author = message.Role == MessageRole.User ? texts["You"].Value : message.Model ?? "";
        var section = new StringBuilder();
        section.Append(CultureInfo.InvariantCulture, $"## {number}. {author}, {message.CreatedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC\n\n");
        foreach (var part in message.Parts) section.Append(Part(part));
        if (Note(message) is { } note) section.Append(CultureInfo.InvariantCulture, $"*{Line(note)}*\n\n");
        return section.ToString();
    }

    private string Part(ExportedPart part) => (part.Kind, part.Data) switch
    {
        (MessagePartKind.Reasoning, _) => $"> **{texts["Reasoning"]}**\n>\n{Quote(part.Text)}\n\n",
        (MessagePartKind.ToolCall, ToolCallData tool) => $"**{Line(texts["Requested the tool {0}", tool.Name])}**\n\n{Code(part.Text)}\n\n",
        (MessagePartKind.Attachment, AttachmentData file) => $"**{Line(texts["Attached: {0}", file.Name])}**\n\n",
        _ => $"{part.Text.TrimEnd()}\n\n",
    };

    private string? Note(ExportedMessage message) => message.Status switch
    {
        MessageStatus.Failed when message.Error is { } error => errors.Of(error),
        MessageStatus.Stopped => texts["Stopped before its end."],
        MessageStatus.Interrupted => texts["Interrupted before its end."],
        MessageStatus.Queued or MessageStatus.Streaming => texts["Still being written."],
        _ => null,
    };

    // A string of JSON is one of YAML.
    private static string Quoted(string text) => JsonSerializer.Serialize(text);

    private static string Line(string text) => text.ReplaceLineEndings(" ");

    private static string Quote(string text) => string.Join('\n', text.TrimEnd().Split('\n').Select(line => $"> {line}".TrimEnd()));

    // Longer than any fence within.
    private static string Code(string text)
    {
        var fence = Fence;
        while (text.Contains(fence, StringComparison.Ordinal)) fence += '`';
        return $"{fence}\n{text}\n{fence}";
    }
}
