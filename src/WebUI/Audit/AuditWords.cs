using System.Collections.Frozen;

namespace ChatAi.WebUI.Audit;

internal static class AuditWords
{
    private static readonly FrozenDictionary<string, string> Acts = new Dictionary<string, string>
    {
        ["session.sign-in"] = "Sign in",
        ["session.sign-out"] = "Sign out",
        ["session.end"] = "End a session",
        ["session.end-others"] = "End all other sessions",
        ["account.register-root"] = "Create the first account",
        ["account.register"] = "Ask for an account",
        ["account.approve"] = "Approve an account",
        ["account.remove"] = "Remove an account",
        ["account.decline"] = "Decline an account",
        ["account.disable"] = "Disable an account",
        ["account.enable"] = "Enable an account",
        ["account.role"] = "Change a role",
        ["account.make-root"] = "Make somebody root",
        ["account.make-member"] = "Make a root a member",
        ["account.sign-out"] = "Sign somebody out everywhere",
        ["account.invite"] = "Make an invitation",
        ["account.revoke-invitation"] = "Take back an invitation",
        ["account.accept-invitation"] = "Accept an invitation",
        ["account.offer-reset"] = "Make a link for a new password",
        ["account.reset-password"] = "Set a new password by a link",
        ["account.password"] = "Change the own password",
        ["account.rename"] = "Change the own name",
        ["account.export"] = "Download the own data",
        ["account.delete"] = "Delete the own account",
        ["model.pull"] = "Download a model",
        ["model.pull-cancel"] = "End a download",
        ["model.pull-pause"] = "Pause a download",
        ["model.pull-resume"] = "Go on with a download",
        ["model.update-all"] = "Update all models",
        ["model.update-cancel"] = "End all updates",
        ["model.delete"] = "Delete a model",
        ["model.copy"] = "Copy a model",
        ["model.create"] = "Create a model",
        ["model.load"] = "Load a model",
        ["model.unload"] = "Take a model out of memory",
        ["model.show"] = "Show a model to members",
        ["model.hide"] = "Hide a model from members",
        ["model.default"] = "Choose the default model",
        ["model.request"] = "Ask for a model",
        ["model.request-approve"] = "Approve a wish",
        ["model.request-decline"] = "Decline a wish",
        ["server.registration"] = "Change who may register",
        ["server.policy"] = "Change what members may do",
        ["server.restore"] = "Restore a backup",
        ["server.import"] = "Import an older portal",
        ["audit.export"] = "Export the audit log",
        ["access.denied"] = "Do what is not allowed",
        ["access.limited"] = "Ask too often",
        ["access.not-theirs"] = "Open what is somebody else’s",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> Reasons = new Dictionary<string, string>
    {
        ["sign-in.no-match"] = "wrong name or password",
        ["sign-in.too-many"] = "too many tries",
        ["account.pending"] = "waits for approval",
        ["password.wrong"] = "wrong password",
        ["forbidden"] = "not allowed",
        ["too-many"] = "too often",
        ["not-found"] = "not theirs",
        ["aborted"] = "given up on the way",
    }.ToFrozenDictionary();

    public static string Of(string act) => Acts.GetValueOrDefault(act) ?? Plain(act);

    /// <param name="code">For example <c>user.last-root</c>.</param>
    public static string Reason(string code) => Reasons.GetValueOrDefault(code) ?? code[(code.IndexOf('.') + 1)..].Replace('-', ' ');

    // account.password-reset: Account: password reset
    private static string Plain(string act)
    {
        var words = act.Replace("-", " ", StringComparison.Ordinal).Replace(".", ": ", StringComparison.Ordinal);
        return words.Length > 0 ? $"{char.ToUpperInvariant(words[0])}{words[1..]}" : "";
    }
}
