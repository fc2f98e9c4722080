namespace ChatAi.WebUI.Streams;

/// <param name="Data">Written as JSON.</param>
internal readonly record struct ServerEvent(string Type, object Data)
{
    /// <summary>The browser's <c>Last-Event-ID</c> on reconnect; null leaves the previous one.</summary>
    public StreamPosition? Id { get; init; }
}
