using System.Text;
using ChatAi.Application.Chats;
using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Answers.Titles;

/// <summary>Asks the model that just answered for a title, and stores it.</summary>
internal sealed partial class TitleWriter(
    ApplicationDbContext db, IChatPaths paths, TitleRequests requests, IModelServer server, TimeProvider time, ILogger<TitleWriter> logger)
{
    private const int MaxTries = 3;
    private const int MaxAnswers = 5;
    private const int MaxReplyLength = 10_000;
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    public async Task WriteAsync(ChatId id, CancellationToken cancellationToken)
    {
        if (await UntitledAsync(id, cancellationToken) is not { ActiveLeafId: { } leaf } chat) return;

        // A chat without a title by then will not get one.
        var answers = await db.Messages.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter])
            .CountAsync(m => m.ChatId == id && m.Role == MessageRole.Assistant, cancellationToken);
        if (answers > MaxAnswers) return;
        var path = await paths.PathToAsync(id, leaf, int.MaxValue, cancellationToken);
        if (await requests.ForAsync(chat, path, cancellationToken) is not { } request) return;

        if (await AskAsync(id, request, cancellationToken) is not { } reply) return;
        if (TitleText.Of(reply) is { } title) await SaveAsync(id, title);
        else LogNoTitle(id, request.Model);
    }

    private async Task<string?> AskAsync(ChatId id, ChatRequest request, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Timeout, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var reply = new StringBuilder();
        try
        {
            await foreach (var change in server.ChatAsync(request, ending.Token).WithCancellation(ending.Token))
            {
                switch (change)
                {
                    case ChatEvent.Delta(MessagePartKind.Text, var text):
                        reply.Append(text);
                        if (reply.Length > MaxReplyLength) return reply.ToString();
                        break;
                    case ChatEvent.TextWasReasoning:
                        reply.Clear();
                        break;
                    case ChatEvent.Done:
                        return reply.ToString();
                    case ChatEvent.Failed(var error):
                        LogFailed(id, request.Model, error.Code);
                        return null;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(id, request.Model, "too slow");
        }

        return null;
    }

    // A title that the user has set meanwhile stays; after any other change it is retried.
    private async Task SaveAsync(ChatId id, ChatTitle title)
    {
        for (var tries = 1; ; tries++)
        {
            if (await UntitledAsync(id, CancellationToken.None, isTracked: true) is not { ActiveLeafId: not null } chat) return;
            chat.Suggest(title);
            try
            {
                await db.SaveChangesAsync(CancellationToken.None);
                return;
            }
            catch (DbUpdateConcurrencyException) when (tries < MaxTries)
            {
                db.Forget();
            }
        }
    }

    private Task<Chat?> UntitledAsync(ChatId id, CancellationToken cancellationToken, bool isTracked = false) =>
        db.Chats.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter])
            .AsTracking(isTracked ? QueryTrackingBehavior.TrackAll : QueryTrackingBehavior.NoTracking)
            .FirstOrDefaultAsync(c => c.Id == id && c.TitleOrigin == TitleOrigin.FirstWords, cancellationToken);

    [LoggerMessage(LogLevel.Information, "Chat {Chat} keeps its first words as its title: the reply of {Model} contains no title")]
    private partial void LogNoTitle(ChatId chat, ModelName model);

    [LoggerMessage(LogLevel.Information, "Chat {Chat} keeps its first words as its title: {Model} could not be asked for one ({Reason})")]
    private partial void LogFailed(ChatId chat, ModelName model, string reason);
}
