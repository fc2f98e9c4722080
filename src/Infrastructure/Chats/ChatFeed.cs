using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ChatAi.Application.Chats;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using Microsoft.Extensions.Hosting;

namespace ChatAi.Infrastructure.Chats;

/// <summary>Remembers for each owner which chats changed last. A reader asks for what came after its position, so none slows a writer.</summary>
internal sealed class ChatFeed(TimeProvider time, IHostApplicationLifetime lifetime) : IChatFeed
{
    private static readonly TimeSpan UpdateInterval = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<UserId, OwnersChats> _owners = new();

    // Each life of the portal begins above all positions of the one before, and below what a script's number holds exactly.
    private readonly long _start = time.GetUtcNow().ToUnixTimeMilliseconds() * 1000;

    public void Tell(UserId owner, ChatId chat) => Of(owner).Change(chat);

    public long PositionOf(UserId owner) => Of(owner).Position;

    public async IAsyncEnumerable<ChatChanges> FollowAsync(
        UserId owner, long? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        var chats = Of(owner);
        while (true)
        {
            var changed = chats.Changed;
            var changes = chats.Since(after);
            after = changes.Position;
            yield return changes;
            if (!await RestAsync(changed, ending.Token)) yield break;
        }
    }

    private OwnersChats Of(UserId owner) => _owners.GetOrAdd(owner, static (_, start) => new OwnersChats(start), _start);

    // What changes while a reader rests is told together. That it leaves, or the portal stops, is no failure.
    private async Task<bool> RestAsync(Task changed, CancellationToken ending)
    {
        try
        {
            await changed.WaitAsync(ending);
            await Task.Delay(UpdateInterval, time, ending);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
