namespace ChatAi.Domain.Chats;

public enum MessageStatus
{
    Queued = 0,
    Streaming = 1,
    Complete = 2,

    /// <summary>Ended by its reader; what had come is kept.</summary>
    Stopped = 3,

    /// <summary>Ended because the portal went away; what had come is kept.</summary>
    Interrupted = 4,
    Failed = 5,
}
