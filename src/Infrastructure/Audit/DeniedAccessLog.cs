using System.Threading.Channels;
using ChatAi.Application.Audit;

namespace ChatAi.Infrastructure.Audit;

/// <summary>What waits to be written down. In a flood the rest is dropped: by then there are lines enough that tell of it.</summary>
internal sealed class DeniedAccessLog : IDeniedAccessLog
{
    private const int Most = 4096;

    private readonly Channel<DeniedAccess> _notes = Channel.CreateBounded<DeniedAccess>(
        new BoundedChannelOptions(Most) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public ChannelReader<DeniedAccess> Reader => _notes.Reader;

    public void Add(DeniedAccess note) => _notes.Writer.TryWrite(note);
}
