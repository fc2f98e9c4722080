using ChatAi.Application.Chats;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Common;
using Microsoft.Extensions.Hosting;

namespace ChatAi.Infrastructure.Chats;

internal sealed class ChatFeed(ChatVersions versions, ChangeNotifier<UserId> notifier, TimeProvider time, IHostApplicationLifetime lifetime)
    : IChatFeed
{
    private static readonly TimeSpan UpdateInterval = TimeSpan.FromMilliseconds(250);

    public void Changed(UserId owner, ChatId chat) => versions.Add(owner, chat);

    public void ChangedBeyondVersions(UserId owner) => versions.AddResync(owner);

    public IChatSubscription Subscribe(UserId owner) => new Subscription(notifier.Subscribe(owner), time, lifetime.ApplicationStopping);

    private sealed class Subscription(ChangeNotifier<UserId>.Subscription changes, TimeProvider time, CancellationToken stopping)
        : IChatSubscription
    {
        public async Task<bool> WaitAsync(long seen, CancellationToken cancellationToken)
        {
            // An open stream must not keep the portal from stopping.
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping);
            try
            {
                await changes.WaitAsync(seen, ending.Token);
                await Task.Delay(UpdateInterval, time, ending.Token);
                return true;
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }

        public void Dispose() => changes.Dispose();
    }
}
