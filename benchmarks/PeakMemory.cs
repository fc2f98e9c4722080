namespace ChatAi.Benchmarks;

/// <summary>The most memory of a portal from now on, in MiB. Asked again and again, since the peak of the whole process is that of its
/// start.</summary>
internal sealed class PeakMemory
{
    private readonly double _start;
    private double _peak;
    private volatile bool _isStopped;

    public PeakMemory(PortalProcess portal)
    {
        _start = _peak = portal.ResidentKibibytes / 1024.0;
        _ = SampleAsync(portal);
    }

    public double Growth => _peak - _start;

    /// <returns>The growth.</returns>
    public double Stop()
    {
        _isStopped = true;
        return Growth;
    }

    private async Task SampleAsync(PortalProcess portal)
    {
        while (!_isStopped)
        {
            _peak = Math.Max(_peak, portal.ResidentKibibytes / 1024.0);
            await Task.Delay(5);
        }
    }
}
