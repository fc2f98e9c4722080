using System.Text.Json;
using ChatAi.Application.Export;

namespace ChatAi.WebUI.Export;

/// <summary>Chats in the portal's own format, one JSON object per line.</summary>
internal static class JsonLinesExport
{
    public static async Task WriteAsync(IAsyncEnumerable<ExportedChat> chats, Stream output, CancellationToken cancellationToken)
    {
        await WriteAsync(FormatLine.Current, output, cancellationToken);
        await foreach (var chat in chats.WithCancellation(cancellationToken))
        {
            await WriteAsync(new ChatHeadLine(chat), output, cancellationToken);
            await foreach (var message in chat.Messages.WithCancellation(cancellationToken))
                await WriteAsync(new MessageLine(message), output, cancellationToken);
        }
    }

    private static async Task WriteAsync(ChatLine line, Stream output, CancellationToken cancellationToken)
    {
        await JsonSerializer.SerializeAsync(output, line, ChatLine.Json, cancellationToken);
        await output.WriteAsync("\n"u8.ToArray(), cancellationToken);
    }
}
