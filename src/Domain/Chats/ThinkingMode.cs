namespace ChatAi.Domain.Chats;

/// <summary>Whether a model thinks before it answers, and how hard. Only counts for models that can.</summary>
public enum ThinkingMode
{
    /// <summary>As the model does by itself.</summary>
    ByModel = 0,
    Off = 1,
    On = 2,
    Low = 3,
    Medium = 4,
    High = 5,
}
