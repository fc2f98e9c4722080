using ChatAi.Application.Accounts;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Models;

namespace ChatAi.Application.Audit;

/// <summary>What is done, and on what. The ids are told as names, which are looked up before the act takes them away.</summary>
/// <param name="Act"><c>area.verb</c>; the log is filtered by the areas <see cref="Areas"/>. What is stored cannot be renamed
/// later.</param>
/// <param name="On">A name. Never what somebody wrote: no title, no word to a member, nothing that might be a secret.</param>
public sealed record AuditSubject(string Act, string? On = null)
{
    public static readonly IReadOnlyList<string> Areas = ["session", "account", "model", "server", "audit", "access"];

    public AuditSubject(string act, UserId user)
        : this(act) => User = user;

    public AuditSubject(string act, ModelPullId pull)
        : this(act) => Pull = pull;

    public AuditSubject(string act, ModelRequestId request)
        : this(act) => Request = request;

    /// <summary>Stands between the name of who had the chats and the name of who gets them; no user name has it in it.</summary>
    public const string ChatsTo = ", chats to ";

    public UserId? User { get; }

    /// <summary>Who gets the chats of <see cref="User"/>.</summary>
    public UserId? Heir { get; init; }

    /// <summary>The hash of the token of a link for a new password; it is told as the name of its account.</summary>
    public string? ResetHash { get; private init; }

    public ModelPullId? Pull { get; }

    public ModelRequestId? Request { get; }

    /// <summary>As it was typed. Kept only where an account has that name: some people type their password there.</summary>
    public string? UserName { get; init; }

    /// <summary>
    /// The line is stored by the handler's own save, so that there is never one without the other. For handlers that save nothing when
    /// they refuse.
    /// </summary>
    public bool InOneSave { get; init; }

    /// <param name="userName">As it was typed.</param>
    public static AuditSubject OfAccount(string act, string userName) => new(act) { UserName = userName };

    /// <param name="token">As it came in the link.</param>
    public static AuditSubject OfReset(string act, string? token) =>
        new(act) { ResetHash = token is null ? null : LinkToken.HashOf(token) };

    /// <param name="name">As it was sent; what cannot be a model's name is not kept.</param>
    public static AuditSubject OfModel(string act, string? name) =>
        new(act, ModelName.TryParse(name ?? "", out var known) ? known.ToString() : null);
}
