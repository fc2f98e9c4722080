using System.Runtime.InteropServices;

namespace ChatAi.Infrastructure.Common;

/// <summary>A <see cref="ChangeSignal"/> per key, kept while somebody subscribes. Subscribe before reading the state.</summary>
internal sealed class ChangeNotifier<TKey> where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, Topic> _topics = [];

    /// <summary>Call after the change is committed.</summary>
    public void Publish(TKey key, long version)
    {
        Topic? topic;
        lock (_gate) topic = _topics.GetValueOrDefault(key);
        topic?.Signal.Publish(version);
    }

    public Subscription Subscribe(TKey key)
    {
        lock (_gate)
        {
            ref var topic = ref CollectionsMarshal.GetValueRefOrAddDefault(_topics, key, out _);
            topic ??= new Topic();
            topic.Subscribers++;
            return new Subscription(this, key, topic);
        }
    }

    private void Leave(TKey key, Topic topic)
    {
        lock (_gate)
        {
            topic.Subscribers--;
            if (topic.Subscribers == 0) _topics.Remove(key);
        }
    }

    internal sealed class Topic
    {
        public ChangeSignal Signal { get; } = new();

        public int Subscribers { get; set; }
    }

    internal sealed class Subscription(ChangeNotifier<TKey> owner, TKey key, Topic topic) : IDisposable
    {
        private bool _isDisposed;

        public Task WaitAsync(long seen, CancellationToken cancellationToken) => topic.Signal.WaitAsync(seen, cancellationToken);

        public void Dispose()
        {
            if (_isDisposed) return;
            _isDisposed = true;
            owner.Leave(key, topic);
        }
    }
}
