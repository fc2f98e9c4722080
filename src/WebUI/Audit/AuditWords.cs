using System.Collections.Frozen;
using ChatAi.WebUI.Errors;

namespace ChatAi.WebUI.Audit;

internal static class AuditWords
{
    private static readonly FrozenDictionary<string, string> Actions = new Dictionary<string, string>
    {
        ["session.sign-in"] = "Sign in",
        ["session.sign-in-approved"] = "Sign in after the approval",
        ["session.sign-out"] = "Sign out",
        ["session.end"] = "Sign out a device",
        ["session.end-others"] = "Sign out all other devices",
        ["account.register-root"] = "Create the first account",
        ["account.register"] = "Sign up",
        ["account.approve"] = "Approve an account",
        ["account.remove"] = "Remove an account",
        ["account.decline"] = "Decline an account",
        ["account.disable"] = "Disable an account",
        ["account.enable"] = "Enable an account",
        ["account.role"] = "Change a role",
        ["account.make-root"] = "Make someone an administrator",
        ["account.make-member"] = "Make an administrator a member",
        ["account.sign-out"] = "Sign someone out everywhere",
        ["account.invite"] = "Create an invitation",
        ["account.revoke-invitation"] = "Revoke an invitation",
        ["account.accept-invitation"] = "Accept an invitation",
        ["account.offer-reset"] = "Create a password reset link",
        ["account.reset-password"] = "Reset a password with a link",
        ["account.password"] = "Change own password",
        ["account.rename"] = "Change own name",
        ["account.export"] = "Download own data",
        ["account.delete"] = "Delete own account",
        ["model.pull"] = "Download a model",
        ["model.pull-cancel"] = "Cancel a download",
        ["model.pull-pause"] = "Pause a download",
        ["model.pull-resume"] = "Resume a download",
        ["model.update-all"] = "Update all models",
        ["model.update-cancel"] = "Cancel all updates",
        ["model.delete"] = "Delete a model",
        ["model.copy"] = "Copy a model",
        ["model.create"] = "Create a model",
        ["model.load"] = "Load a model",
        ["model.unload"] = "Unload a model",
        ["model.show"] = "Show a model to members",
        ["model.hide"] = "Hide a model from members",
        ["model.default"] = "Set the default model",
        ["model.request"] = "Request a model",
        ["model.request-approve"] = "Approve a model request",
        ["model.request-decline"] = "Decline a model request",
        ["server.registration"] = "Change who can sign up",
        ["server.policy"] = "Change the rules for models",
        ["server.restore"] = "Restore a backup",
        ["server.import"] = "Import an older portal",
        ["audit.export"] = "Export the audit log",
        ["access.denied"] = "Access without permission",
        ["access.limited"] = "Exceed a rate limit",
        ["access.not-theirs"] = "Open someone else’s item",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> Reasons = new Dictionary<string, string>
    {
        ["sign-in.no-match"] = "wrong user name or password",
        ["sign-in.too-many"] = "too many attempts",
        ["account.pending"] = "awaiting approval",
        ["password.wrong"] = "wrong password",
        ["forbidden"] = "no permission",
        ["too-many"] = "too many requests",
        ["not-found"] = "not theirs",
        ["aborted"] = "cancelled",
    }.ToFrozenDictionary();

    public static string Target(string target, ErrorText texts) =>
        Domain.Common.Reason.TryParse(target, out var reason) ? texts.Of(reason) : target;

    public static string Of(string action) => Actions.GetValueOrDefault(action) ?? Plain(action);

    /// <param name="code">For example <c>user.last-root</c>.</param>
    public static string Reason(string code) => Reasons.GetValueOrDefault(code) ?? code[(code.IndexOf('.') + 1)..].Replace('-', ' ');

    // account.password-reset: Account: password reset
    private static string Plain(string action)
    {
        var words = action.Replace("-", " ", StringComparison.Ordinal).Replace(".", ": ", StringComparison.Ordinal);
        return words.Length > 0 ? $"{char.ToUpperInvariant(words[0])}{words[1..]}" : "";
    }
}
