using ChatAi.Application.Answers;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Answers.Markdown;

/// <summary>Shows a text that cannot be rendered as it is: a bug of the renderer must not take an answer away.</summary>
internal sealed partial class FallbackMarkdown(IMarkdown markdown, ILogger<FallbackMarkdown> logger) : IMarkdown
{
    public IReadOnlyList<string> RenderBlocks(string text)
    {
        try
        {
            return markdown.RenderBlocks(text);
        }
        catch (Exception unexpected) when (unexpected is not OutOfMemoryException)
        {
            LogNotRendered(unexpected, text.Length);
            return [CodeBlockHtml.Write("", text)];
        }
    }

    [LoggerMessage(LogLevel.Error, "Could not render a text of {Length} characters")]
    private partial void LogNotRendered(Exception exception, int length);
}
