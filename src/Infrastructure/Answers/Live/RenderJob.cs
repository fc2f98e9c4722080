namespace ChatAi.Infrastructure.Answers.Live;

/// <summary>Text to be rendered outside the lock.</summary>
internal sealed record RenderJob(string Text, int Renders);
