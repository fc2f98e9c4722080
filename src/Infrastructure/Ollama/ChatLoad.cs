namespace ChatAi.Infrastructure.Ollama;

/// <summary>
/// How many chats are under way. A read of a connection and a write to each reader cost much more than a token in them, so the more
/// chats there are, the longer each rests between two reads. Nobody sees it: of few they are next to nothing, of many still shorter
/// than a blink.
/// </summary>
internal sealed class ChatLoad
{
    private const int Few = 16;
    private static readonly TimeSpan ForEach = TimeSpan.FromMicroseconds(150);
    private static readonly TimeSpan Most = TimeSpan.FromMilliseconds(60);

    private int _count;

    public Visit Enter()
    {
        Interlocked.Increment(ref _count);
        return new Visit(this);
    }

    public sealed class Visit(ChatLoad load) : IDisposable
    {
        public TimeSpan Rest
        {
            get
            {
                var rest = (Volatile.Read(ref load._count) - Few) * ForEach;
                return rest < TimeSpan.Zero ? TimeSpan.Zero : rest < Most ? rest : Most;
            }
        }

        public void Dispose() => Interlocked.Decrement(ref load._count);
    }
}
