using ChatAi.Infrastructure.Answers.Markdown;

namespace ChatAi.Infrastructure.Answers;

/// <summary>Code that is being written. New text only continues it until its fence comes, so each line is looked at once.</summary>
/// <param name="seen">Where the first line begins that was not whole yet.</param>
internal sealed class OpenFence(string fence, int seen)
{
    private const int LongestClosing = 200;

    private int _seen = seen;

    public bool IsClosed(GrowingText content)
    {
        var text = content.From(_seen);
        var lines = text.LastIndexOf('\n') + 1;
        if (OpenCode.IsClosedIn(text.AsSpan(0, lines), fence)) return true;

        // A line as long as this is code, whatever follows.
        _seen += text.Length - lines > LongestClosing ? text.Length : lines;
        return false;
    }
}
