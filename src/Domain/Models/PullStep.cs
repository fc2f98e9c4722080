using ChatAi.Domain.Common;

namespace ChatAi.Domain.Models;

/// <summary>The steps of a download, as pages show them.</summary>
public static class PullStep
{
    public static readonly Reason Starting = Reason.Of("pull.step.starting");
    public static readonly Reason Contacting = Reason.Of("pull.step.contacting");
    public static readonly Reason Downloading = Reason.Of("pull.step.downloading");
    public static readonly Reason Verifying = Reason.Of("pull.step.verifying");
    public static readonly Reason Finishing = Reason.Of("pull.step.finishing");

    /// <param name="by">Null if the account was deleted.</param>
    public static Reason Paused(string? by) => Reason.Of("pull.step.paused", by);

    public static Reason Cancelled(string? by) => Reason.Of("pull.step.cancelled", by);
}
