using System.Runtime.CompilerServices;
using ChatAi.Application.Models;
using ChatAi.Domain.Models;
using ChatAi.WebUI.Display;
using ChatAi.WebUI.Streams;

namespace ChatAi.WebUI.Models;

/// <summary>The wire format of downloads: <c>progress</c>, <c>done</c>, <c>failed</c>, and <c>updates</c> with counts.</summary>
internal static class DownloadEvents
{
    /// <summary>Begins with <c>downloads</c>, which lists those that have not ended.</summary>
    public static IAsyncEnumerable<ServerEvent> WithList(DownloadsFeed feed, CancellationToken cancellationToken)
    {
        List<ServerEvent> first = [new("downloads", new DownloadsMessage(feed.Now.Select(d => d.Id.Value)))];
        if (feed.Updates is { } updates) first.Add(new ServerEvent("updates", updates));
        return first.ToAsyncEnumerable().Concat(Of(feed, cancellationToken));
    }

    public static async IAsyncEnumerable<ServerEvent> Of(
        DownloadsFeed feed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var progress in feed.Now) yield return Item(progress);
        var shown = new HashSet<ModelPullId>();
        await foreach (var progress in feed.Changes.WithCancellation(cancellationToken))
        {
            // Hundreds of update checks are reported as a count, except those that download something.
            if (!progress.IsQuiet) shown.Add(progress.Id);
            if (!progress.IsQuiet || (progress.HasEnded && shown.Remove(progress.Id))) yield return Item(progress);
            if (progress.Updates is { } updates) yield return new ServerEvent("updates", updates);
        }
    }

    private static ServerEvent Item(PullProgress progress)
    {
        var type = progress.Status switch
        {
            PullStatus.Succeeded => "done",
            PullStatus.Failed or PullStatus.Cancelled => "failed",
            _ => "progress",
        };
        return new ServerEvent(type, progress.To<ProgressMessage>());
    }
}
