using ChatAi.Application.Answers;
using ChatAi.Application.Files;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Files;
using ChatAi.Infrastructure.Answers.Live;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Answers.Queue;

/// <summary>Waits for the files of a question to be read.</summary>
internal sealed partial class FileWait(IFileReadings readings, IHostApplicationLifetime lifetime, ILogger<FileWait> logger)
{
    /// <returns>False if the answer was stopped, or the portal is stopping.</returns>
    public async Task<bool> ReadAsync(LiveAnswer live, IReadOnlyList<FileId> files)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(live.Stopped, lifetime.ApplicationStopping);
        try
        {
            foreach (var file in files)
            {
                await foreach (var view in readings.FollowAsync(file, ending.Token))
                {
                    if (view is { IsFinal: false }) live.Read(new AnswerEvent.FileProgress(view.Name, view.Done, view.Total));
                }
            }

            return !ending.IsCancellationRequested;
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception unexpected) when (unexpected is not OutOfMemoryException)
        {
            // The answer then fails with what is known of the file.
            LogFailed(unexpected, live.Id);
            return true;
        }
    }

    [LoggerMessage(LogLevel.Error, "Waiting for the files of answer {Answer} failed")]
    private partial void LogFailed(Exception exception, MessageId answer);
}
