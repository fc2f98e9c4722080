using ChatAi.Application.Answers;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Answers;

/// <summary>
/// An answer that nobody has asked for goes the way of a real one when the portal starts. Code that runs for the first time takes many
/// times as long, twenty people at once wait for it one after the other, and text that waits is text that a crash costs.
/// </summary>
internal sealed partial class AnswerRehearsal(IServiceScopeFactory scopes, IMarkdown markdown, TimeProvider time, ILogger<AnswerRehearsal> logger)
{
    private const string Text = "# A\n\nb *c* **d** `e` [f](https://example.org) ~~g~~\n\n- h\n- [ ] i\n\n| j |\n|--:|\n| k |\n\n> l\n\n```cs\nm\n```";

    /// <returns>Whether it came to its end. Whatever goes wrong, the first real answer only takes longer.</returns>
    public async Task<bool> RunAsync(CancellationToken stopping)
    {
        try
        {
            await ShowAsync();
            await StoreAsync(stopping);
            return true;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            LogFailed(failure);
            return false;
        }
    }

    private async Task ShowAsync()
    {
        using var live = new LiveAnswer(MessageId.New(), ChatId.New(), UserId.New(), time);
        var reading = live.FollowAsync(null, CancellationToken.None).CountAsync().AsTask();
        live.MoveTo(MessageStatus.Streaming, null);
        live.AppendThinking("A");
        live.AppendContent(Text[..(Text.Length / 2)]);
        live.TellReaders();
        live.Render();
        live.AppendContent(Text[(Text.Length / 2)..]);
        if (live.NextJournalEntry(0) is { } entry) live.Written(entry);
        live.RenderWhole(markdown);
        live.CloseJournal();
        live.End(MessageStatus.Complete, null, new AnswerStatistics());
        await reading;
    }

    // Nothing of it is committed.
    private async Task StoreAsync(CancellationToken stopping)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, now) = (scope.ServiceProvider.GetRequiredService<ApplicationDbContext>(), time.GetUtcNow());
        await using var transaction = await db.Database.BeginTransactionAsync(stopping);
        var owner = User.Member(UserName.From($"rehearsal-{Guid.NewGuid():N}"[..UserName.MaxLength]), UserStatus.Active, now);
        var chat = Chat.Start(owner.Id, null, Preferences.Default, now);
        db.Users.Add(owner);
        db.Chats.Add(chat);
        await db.SaveChangesAsync(stopping);

        var (question, answer) = chat.Ask("A", ModelName.Parse("a"), now);
        db.Messages.AddRange(question, answer);
        await db.SaveChangesAsync(stopping);
        await scope.ServiceProvider.GetRequiredService<AnswerRequests>().BeginAsync(answer.Id);
        await db.DeleteChunksAsync(answer.Id, [0]);
        answer.Complete(Text, "", new AnswerStatistics(), now);
        await db.SaveChangesAsync(stopping);
        await db.MarkAnsweredAsync(answer);
    }

    [LoggerMessage(LogLevel.Warning, "The rehearsal of an answer failed; the first answers may begin a little later")]
    private partial void LogFailed(Exception exception);
}
