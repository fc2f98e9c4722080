namespace ChatAi.Application.Models;

/// <param name="Checked">Updates that have ended.</param>
/// <param name="Failed">How many of those failed.</param>
public sealed record UpdatesProgress(int Checked, int Total, int Failed);
