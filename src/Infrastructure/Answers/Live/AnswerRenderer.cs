using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Common;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Answers.Live;

/// <summary>Renders the Markdown of all live answers, at most 20 times a second. Sleeps while there is nothing to render.</summary>
internal sealed partial class AnswerRenderer(
    LiveAnswers answers, LoopSupervisor supervisor, TimeProvider time, ILogger<AnswerRenderer> logger) : SupervisedService(supervisor)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var version = answers.TextVersion;
            if (!RenderAll()) await answers.WaitForTextAsync(version, stoppingToken);
            await Task.Delay(Interval, time, stoppingToken);
        }
    }

    private bool RenderAll()
    {
        var needsRender = false;
        foreach (var answer in answers.All) needsRender |= Render(answer);
        return needsRender;
    }

    private bool Render(LiveAnswer answer)
    {
        try
        {
            return answer.Text.Render();
        }
        catch (Exception unexpected) when (unexpected is not OutOfMemoryException)
        {
            // One answer's text must not stop the others; its readers still have the plain text.
            LogNotRendered(unexpected, answer.Id);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Error, "Could not render answer {Answer}")]
    private partial void LogNotRendered(Exception exception, MessageId answer);
}
