namespace ChatAi.Application.Answers;

public interface IMarkdown
{
    IReadOnlyList<string> RenderBlocks(string markdown);
}
