namespace ChatAi.WebUI.Streams;

/// <summary>A server-sent event.</summary>
/// <param name="Data">Is written as JSON.</param>
internal readonly record struct ServerEvent(string Type, object Data)
{
    /// <summary>What a browser gives back as <c>Last-Event-ID</c> when it comes again; null where it keeps the one before.</summary>
    public StreamPosition? Id { get; init; }
}
