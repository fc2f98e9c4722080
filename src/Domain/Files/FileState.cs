namespace ChatAi.Domain.Files;

public enum FileState
{
    /// <summary>Its bytes are arriving.</summary>
    Uploading = 0,

    /// <summary>Stored; its text is being read, or waits for that.</summary>
    Reading = 1,

    Ready = 2,

    /// <summary>Stored, but its text cannot be read.</summary>
    Failed = 3,
}
