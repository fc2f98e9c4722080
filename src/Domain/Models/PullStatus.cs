namespace ChatAi.Domain.Models;

public enum PullStatus
{
    Queued = 0,
    Running = 1,
    Paused = 2,
    Succeeded = 3,
    Failed = 4,
    Cancelled = 5,
}
