using ChatAi.Infrastructure.Answers.Live;
using ChatAi.Infrastructure.Answers.Markdown;
using Microsoft.Extensions.Time.Testing;

namespace ChatAi.Testing;

/// <summary>A text as a page shows it that has seen it come in pieces.</summary>
internal static class StreamedMarkdown
{
    private static readonly MarkdigMarkdown Markdown = new();

    /// <param name="seen">Is told what the page shows after each piece.</param>
    /// <returns>What the page shows before the end, and in the end.</returns>
    public static (string Open, string Final) Read(string text, int size, Action<string>? seen = null)
    {
        var time = new FakeTimeProvider();
        using var live = LiveAnswerReading.NewLiveAnswer(time);
        var reader = new AnswerReader();
        foreach (var piece in text.Chunk(size))
        {
            live.Text.AppendText(new string(piece));
            time.Advance(TimeSpan.FromMinutes(1));
            live.Text.Render();
            Follow(live, reader);
            seen?.Invoke(reader.Visible());
        }

        var open = reader.Visible();
        live.Text.End();
        Follow(live, reader);
        return (open, reader.Visible());
    }

    /// <summary>The same text as a page shows it that is opened later.</summary>
    public static string Whole(string text) => string.Concat(Markdown.RenderBlocks(text).Select(HtmlBlocks.Normal));

    private static void Follow(LiveAnswer live, AnswerReader reader)
    {
        foreach (var change in live.Since(reader.Position)) reader.Take(change);
    }
}
