namespace ChatAi.Infrastructure.Answers.Markdown;

/// <summary>
/// The end of a growing text, rendered. CommonMark reads lines from top to bottom, so once a second child of a container has
/// begun the first can no longer change: all but the last child are finished, and only the last is ever rendered again.
/// </summary>
/// <param name="Additions">For each container that was open, what now stands in the place of its children that were not kept.</param>
/// <param name="Opened">The containers among the additions that the text goes on in, from the outermost.</param>
/// <param name="Depth">How many of the containers that were open the text still goes on in; at least the document.</param>
/// <param name="Kept">How many of the additions to the innermost of those will not be replaced.</param>
/// <param name="Path">The containers that the text goes on in.</param>
/// <param name="Start">Where in the text its open end begins; what stands before need not be kept.</param>
/// <param name="BlockStart">Where in the text the last top-level block begins; null when that is an earlier one.</param>
/// <param name="Carry">The white space at the end of the text that the HTML does not show but what comes next needs.</param>
/// <param name="Fence">What would close the last block, when it is a code block that new text simply continues.</param>
internal sealed record TailRendering(
    IReadOnlyList<IReadOnlyList<Piece>> Additions,
    IReadOnlyList<Piece> Opened,
    int Depth,
    int Kept,
    OpenPath Path,
    int Start,
    int? BlockStart,
    string Carry,
    string? Fence)
{
    /// <param name="path">Where the text goes on.</param>
    /// <returns>Null when the text has made something else of the containers, so that their block has to be rendered as a whole.</returns>
    public static TailRendering? Of(string tail, OpenPath path)
    {
        var text = path.Header + tail;
        if (MarkdigMarkdown.Parse(text) is { } document) return path.Find(document) is { } open ? Of(tail, text, path, new Pieces(open, path, text)) : null;
        return path.Levels.Count > 1 ? null : new TailRendering([[new Piece(CodeBlockHtml.Write("", tail))]], [], 1, 0, path, 0, null, "", null);
    }

    private static TailRendering Of(string tail, string text, OpenPath path, Pieces pieces)
    {
        var additions = pieces.Additions();
        var carry = pieces.Code is null ? tail[tail.TrimEnd().Length..] : "";
        if (pieces.Cut is not { } cut) return new TailRendering(additions, [], path.Levels.Count, 0, path, 0, null, carry, null);

        var header = path.Header.Length;
        int? block = cut.Depth == 1 ? text.LineStart(cut.TopLevel) - header : null;
        return new TailRendering(additions, pieces.Opened, cut.Depth, pieces.Kept,
            OpenPath.Of(cut.Containers, text, pieces.IsApart), cut.Start - header, block, carry, pieces.Code?.Fence);
    }
}
