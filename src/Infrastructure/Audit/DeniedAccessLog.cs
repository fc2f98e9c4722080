using System.Threading.Channels;
using ChatAi.Application.Audit;

namespace ChatAi.Infrastructure.Audit;

/// <summary>Denials waiting to be written. In a flood the rest is dropped: enough entries show it by then.</summary>
internal sealed class DeniedAccessLog : IDeniedAccessLog
{
    private const int Capacity = 4096;

    private readonly Channel<DeniedAccess> _denials = Channel.CreateBounded<DeniedAccess>(
        new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public ChannelReader<DeniedAccess> Reader => _denials.Reader;

    public void Add(DeniedAccess note) => _denials.Writer.TryWrite(note);
}
