using ChatAi.Application.Accounts;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Models;

namespace ChatAi.Application.Audit;

/// <summary>What is done to what. Ids are resolved to names before the action removes them.</summary>
/// <param name="Action"><c>area.verb</c>, with an area of <see cref="Areas"/>. Stored, so it must not be renamed.</param>
/// <param name="Target">A name or a stored reason, never text that people wrote and never a secret.</param>
public sealed record AuditSubject(string Action, string? Target = null)
{
    public static readonly IReadOnlyList<string> Areas = ["session", "account", "model", "server", "audit", "access"];

    public AuditSubject(string action, UserId user)
        : this(action) => User = user;

    public AuditSubject(string action, ModelPullId pull)
        : this(action) => Pull = pull;

    public AuditSubject(string action, ModelRequestId request)
        : this(action) => Request = request;

    public UserId? User { get; }

    /// <summary>Who gets the chats of <see cref="User"/>.</summary>
    public UserId? Heir { get; init; }

    /// <summary>Hash of a reset link's token; logged as the name of its account.</summary>
    public string? ResetHash { get; private init; }

    public ModelPullId? Pull { get; }

    public ModelRequestId? Request { get; }

    /// <summary>As typed. Logged only if an account has this name, because some people type their password here.</summary>
    public string? UserName { get; init; }

    /// <summary>The entry is saved by the handler's own save, so neither exists without the other. For handlers that save nothing when they
    /// refuse.</summary>
    public bool InOneSave { get; init; }

    public static AuditSubject OfAccount(string action, string userName) => new(action) { UserName = userName };

    public static AuditSubject OfReset(string action, string? token) =>
        new(action) { ResetHash = token is null ? null : LinkToken.HashOf(token) };

    /// <param name="name">As sent; not logged unless it is a valid model name.</param>
    public static AuditSubject OfModel(string action, string? name) =>
        new(action, ModelName.TryParse(name ?? "", out var known) ? known.ToString() : null);
}
