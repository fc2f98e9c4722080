namespace ChatAi.Application.Answers;

/// <summary>Makes safe HTML of what a model wrote.</summary>
public interface IMarkdown
{
    /// <returns>The HTML of each top-level block, in order.</returns>
    IReadOnlyList<string> RenderBlocks(string markdown);
}
