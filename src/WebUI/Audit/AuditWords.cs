using ChatAi.WebUI.Errors;
using Microsoft.Extensions.Localization;

namespace ChatAi.WebUI.Audit;

internal static class AuditWords
{
    /// <summary>What the page can be filtered by: the beginnings of actions.</summary>
    public static IReadOnlyList<(string Key, string Label)> Kinds(IStringLocalizer<AuditTexts> texts) =>
    [
        ("session", texts["Sign-in"]),
        ("account", texts["Accounts"]),
        ("model", texts["Models"]),
        ("server", texts["Server"]),
        ("audit", texts["Audit log"]),
        ("access", texts["Denied access"]),
    ];

    public static string Of(string action, IStringLocalizer<AuditTexts> texts) => action switch
    {
        "session.sign-in" => texts["Sign in"],
        "session.sign-in-approved" => texts["Sign in after the approval"],
        "session.sign-out" => texts["Sign out"],
        "session.end" => texts["Sign out a device"],
        "session.end-others" => texts["Sign out all other devices"],
        "account.register-root" => texts["Create the first account"],
        "account.register" => texts["Sign up"],
        "account.approve" => texts["Approve an account"],
        "account.remove" => texts["Remove an account"],
        "account.decline" => texts["Decline an account"],
        "account.disable" => texts["Disable an account"],
        "account.enable" => texts["Enable an account"],
        "account.role" => texts["Change a role"],
        "account.make-root" => texts["Make someone an administrator"],
        "account.make-member" => texts["Make an administrator a member"],
        "account.sign-out" => texts["Sign someone out everywhere"],
        "account.invite" => texts["Create an invitation"],
        "account.revoke-invitation" => texts["Revoke an invitation"],
        "account.accept-invitation" => texts["Accept an invitation"],
        "account.offer-reset" => texts["Create a password reset link"],
        "account.reset-password" => texts["Reset a password with a link"],
        "account.password" => texts["Change own password"],
        "account.rename" => texts["Change own name"],
        "account.export" => texts["Download own data"],
        "account.export-chat" => texts["Download a chat"],
        "account.export-chats" => texts["Download all own chats"],
        "account.import-chats" => texts["Import own chats"],
        "account.delete" => texts["Delete own account"],
        "model.pull" => texts["Download a model"],
        "model.pull-cancel" => texts["Cancel a download"],
        "model.pull-pause" => texts["Pause a download"],
        "model.pull-resume" => texts["Resume a download"],
        "model.update-all" => texts["Update all models"],
        "model.update-cancel" => texts["Cancel all updates"],
        "model.delete" => texts["Delete a model"],
        "model.copy" => texts["Copy a model"],
        "model.create" => texts["Create a model"],
        "model.load" => texts["Load a model"],
        "model.unload" => texts["Unload a model"],
        "model.show" => texts["Show a model to members"],
        "model.hide" => texts["Hide a model from members"],
        "model.default" => texts["Set the default model"],
        "model.request" => texts["Request a model"],
        "model.request-approve" => texts["Approve a model request"],
        "model.request-decline" => texts["Decline a model request"],
        "server.registration" => texts["Change who can sign up"],
        "server.policy" => texts["Change the rules for models"],
        "server.restore" => texts["Restore a backup"],
        "server.import" => texts["Import an older portal"],
        "audit.export" => texts["Export the audit log"],
        "access.denied" => texts["Access without permission"],
        "access.limited" => texts["Exceed a rate limit"],
        "access.not-theirs" => texts["Open someone else’s item"],
        _ => Plain(action),
    };

    public static string Target(string target, ErrorText texts) =>
        Domain.Common.Reason.TryParse(target, out var reason) ? texts.Of(reason) : target;

    /// <param name="code">For example <c>user.last-root</c>.</param>
    public static string Reason(string code, IStringLocalizer<AuditTexts> texts) => code switch
    {
        "sign-in.no-match" => texts["wrong user name or password"],
        "sign-in.too-many" => texts["too many attempts"],
        "account.pending" => texts["awaiting approval"],
        "password.wrong" => texts["wrong password"],
        "forbidden" => texts["no permission"],
        "too-many" => texts["too many requests"],
        "not-found" => texts["not theirs"],
        "aborted" => texts["cancelled"],
        _ => code[(code.IndexOf('.') + 1)..].Replace('-', ' '),
    };

    // account.password-reset: Account: password reset
    private static string Plain(string action)
    {
        var words = action.Replace("-", " ", StringComparison.Ordinal).Replace(".", ": ", StringComparison.Ordinal);
        return words.Length > 0 ? $"{char.ToUpperInvariant(words[0])}{words[1..]}" : "";
    }
}
