using System.Text;

namespace ChatAi.OllamaSimulator;

internal static class WholeAnswer
{
    /// <summary>All steps in one, for a client that does not stream.</summary>
    public static async Task<Step> CollectAsync(IAsyncEnumerable<Step> steps, CancellationToken cancellationToken)
    {
        var (content, thinking) = (new StringBuilder(), new StringBuilder());
        var whole = new Step();
        await foreach (var step in steps.WithCancellation(cancellationToken))
        {
            content.Append(step.Content);
            thinking.Append(step.Thinking);
            whole = whole with { ToolCalls = step.ToolCalls ?? whole.ToolCalls, Final = step.Final ?? whole.Final };
        }
        return whole with { Content = content.ToString(), Thinking = thinking.ToString() };
    }
}
