namespace ChatAi.Domain.Chats;

public enum MessageStatus
{
    Queued = 0,
    Streaming = 1,
    Complete = 2,

    Stopped = 3,

    Interrupted = 4,
    Failed = 5,
}
