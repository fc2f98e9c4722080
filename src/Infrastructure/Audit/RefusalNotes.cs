using System.Threading.Channels;
using ChatAi.Application.Audit;

namespace ChatAi.Infrastructure.Audit;

/// <summary>What waits to be written down. In a flood the rest is dropped: by then there are lines enough that tell of it.</summary>
internal sealed class RefusalNotes : IRefusalNotes
{
    private const int Most = 4096;

    private readonly Channel<RefusalNote> _notes = Channel.CreateBounded<RefusalNote>(
        new BoundedChannelOptions(Most) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public ChannelReader<RefusalNote> Reader => _notes.Reader;

    public void Add(RefusalNote note) => _notes.Writer.TryWrite(note);
}
