using ChatAi.Application.Chats;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Common;
using ChatAi.Domain.Files;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Persistence;
using ChatAi.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChatAi.IntegrationTests.Search;

/// <summary>Does to the store, in a random order, whatever the portal does to texts.</summary>
internal sealed class RandomStore(Portal portal, int seed)
{
    private static readonly string[] Words =
    [
        "budget", "Straße", "café", "東京都", "안녕하세요", "x", "2026", "e-mail", "C#", "\n\n", "😀", "naïve", "ﬁn", "", "the",
        "a" + new string('b', 100),
    ];

    private static readonly ModelName Model = ModelName.Parse("qwen3:8b");

    private readonly Random _random = new(seed);
    private int _names;

    public Task<bool> StepAsync() => portal.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<ApplicationDbContext>();
        var now = TimeProvider.System.GetUtcNow();
        var user = await OneOfAsync(db.Users.IgnoreQueryFilters().Where(u => !u.IsFirst).OrderBy(u => u.Id));
        var chat = await OneOfAsync(db.Chats.IgnoreQueryFilters().OrderBy(c => c.Id));
        var messages = db.Messages.IgnoreQueryFilters();
        var message = chat is null ? null : await OneOfAsync(messages.Where(m => m.ChatId == chat.Id).OrderBy(m => m.Id));
        switch (_random.Next(16))
        {
            case 0 or 1 when user is not null:
                Ask(db, Chat.Start(user.Id, Model, Preferences.Default, now), null, now, isNew: true);
                break;
            case 0 or 1 or 2:
                db.Users.Add(Member(now));
                break;
            case 3 or 4 or 5 or 6 when chat is not null:
                Ask(db, chat, message is { Role: MessageRole.Assistant } ? message.Id : null, now, isNew: false);
                break;
            case 7 when message is { IsContinuable: true }:
                chat!.Continue(message, Model, now);
                message.Begin(Guid.NewGuid());
                message.Complete([.. message.Parts, new MessagePart(9, MessagePartKind.Text, Text())], new AnswerStatistics(), now);
                break;
            case 8 when chat is not null:
                chat.Rename(ChatTitle.FromElsewhere("Title " + Text())!);
                break;
            case 9 when message is not null:
                await services.GetRequiredService<IMessageTree>().DeleteAsync(chat!.Id, message.Id, now);
                await db.Messages.IgnoreQueryFilters().Where(m => m.DeletedAt != null).ExecuteDeleteAsync();
                break;
            case 10 when chat is not null && _random.Next(3) == 0:
                await db.Messages.IgnoreQueryFilters().Where(m => m.ChatId == chat.Id).ExecuteDeleteAsync();
                break;
            case 11 when chat is not null && _random.Next(2) == 0:
                await db.Chats.IgnoreQueryFilters().Where(c => c.Id == chat.Id).ExecuteDeleteAsync();
                break;
            case 12 when chat is not null && user is not null:
                await db.Chats.IgnoreQueryFilters().Where(c => c.OwnerId == chat.OwnerId)
                    .ExecuteUpdateAsync(set => set.SetProperty(c => c.OwnerId, user.Id));
                await db.Files.IgnoreQueryFilters().Where(f => f.OwnerId == chat.OwnerId)
                    .ExecuteUpdateAsync(set => set.SetProperty(f => f.OwnerId, user.Id));
                break;
            case 13 when user is not null && _random.Next(3) == 0:
                db.Users.Remove(user);
                break;
            case 14:
                var unit = _random.Next(1, 4);
                await db.FileTexts.IgnoreQueryFilters().Where(t => t.Unit == unit).ExecuteDeleteAsync();
                break;
        }

        await db.SaveChangesAsync();
        return true;
    });

    private void Ask(ApplicationDbContext db, Chat chat, MessageId? parent, DateTimeOffset now, bool isNew)
    {
        List<StoredFile> files = [];
        if (_random.Next(3) == 0)
        {
            files.Add(StoredFile.Announce(chat.OwnerId, $"{Text().Trim()}.pdf", 10, now));
            db.Files.AddRange(files);
            for (var unit = 1; unit < 4; unit++) db.FileTexts.Add(new FileText(files[0].Id, unit, Reason.Of("file.page", unit), Text()));
        }

        var (question, answer) = chat.AddUserMessageUnder(parent, "Q " + Text(), Model, now, files);
        answer.Begin(Guid.NewGuid());
        var parts = new List<MessagePart> { new(0, MessagePartKind.Reasoning, "reasoning"), new(1, MessagePartKind.Text, Text()) };
        if (_random.Next(2) == 0) answer.Complete(parts, new AnswerStatistics(), now);
        else answer.Stop(parts, new AnswerStatistics(), now);
        if (isNew) db.Chats.Add(chat);
        db.Messages.AddRange(question, answer);
    }

    private User Member(DateTimeOffset now)
    {
        var member = User.Member(UserName.From($"user{seed}number{++_names}"), UserStatus.Active, now);
        member.SetPasswordHash("x");
        return member;
    }

    private string Text() => string.Join(' ', Enumerable.Range(0, _random.Next(12)).Select(_ => Words[_random.Next(Words.Length)]));

    private async Task<T?> OneOfAsync<T>(IQueryable<T> rows)
        where T : class
    {
        var all = await rows.ToListAsync();
        return all.Count == 0 ? null : all[_random.Next(all.Count)];
    }
}
