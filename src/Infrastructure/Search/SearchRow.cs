using ChatAi.Domain.Search;

namespace ChatAi.Infrastructure.Search;

/// <summary>Numbers of documents in the index: the owner's number, and below it the time. The index itself so finds only what is the
/// owner's, newest first, and between two times.</summary>
internal static class SearchRow
{
    private const int OwnerShift = 40;

    private const long MaxSlot = (1L << OwnerShift) - 1;

    // 2^40 slots from 2000 to 2139. Documents of the same time take neighbouring ones.
    private const long TicksPerSlot = 4 * TimeSpan.TicksPerMillisecond;

    private static readonly long Epoch = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    public static long First(long owner) => owner << OwnerShift;

    public static long Last(long owner) => First(owner) | MaxSlot;

    public static long At(long owner, long utcTicks) => First(owner) | Math.Clamp((utcTicks - Epoch) / TicksPerSlot, 0, MaxSlot);

    /// <returns>The part of the row below the owner's number. The next page of a search begins there.</returns>
    public static long SlotOf(long row) => row & MaxSlot;

    /// <returns>The rows of the owner that a search asks for.</returns>
    public static (long First, long Last) Range(long owner, SearchRange range)
    {
        var first = range.From is { } from ? At(owner, from.UtcTicks) : First(owner);
        var last = range.Until is { } until ? At(owner, until.UtcTicks) - 1 : Last(owner);
        if (range.Before is { } before) last = Math.Min(last, First(owner) + Math.Clamp(before, 0, MaxSlot) - 1);
        return (first, last);
    }

    /// <returns>The first free row at or soon after another one.</returns>
    public static long NextFree(long row, Func<long, bool> isTaken)
    {
        const int near = 8;
        for (var step = 0; step < near; step++)
        {
            if (!isTaken(row + step)) return row + step;
        }

        // Thousands may have the same time, such as the pages of a file.
        for (var spread = 64; ; spread = Math.Min(spread * 2, 1 << 24))
        {
            var other = row + Random.Shared.Next(near, spread);
            if (other >> OwnerShift != row >> OwnerShift) other = row - Random.Shared.Next(near, spread);
            if (!isTaken(other)) return other;
        }
    }
}
