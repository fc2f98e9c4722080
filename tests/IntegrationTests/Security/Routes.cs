using System.Text.RegularExpressions;
using ChatAi.WebUI.Security;

namespace ChatAi.IntegrationTests.Security;

/// <summary>
/// All that the portal answers to but its files, with who may call it. A new endpoint is one line here: the test of the table fails
/// without it, and the sweeps take it from here.
/// </summary>
internal static class Routes
{
    public const string Any = "*";

    /// <summary>The page with a policy of its own.</summary>
    public const string DiagramFrame = "/diagram";

    public static IReadOnlyList<Route> All { get; } =
    [
        new(Any, "/healthz", Right.Anyone),
        new(Any, "/readyz", Right.Anyone),
        new(Any, "/error/{status:int:range(400,599)}", Right.Anyone),

        new("GET", "/", Right.Anyone),
        new("GET", DiagramFrame, Right.Anyone),
        new("GET", "/register_root", Right.Anyone),
        new("POST", "/register_root", Right.Anyone),
        new("GET", "/register_user", Right.Anyone),
        new("POST", "/register_user", Right.Anyone),
        new("GET", "/register_user/approval", Right.Anyone),
        new("POST", "/register_user/approval", Right.Anyone),
        new("GET", "/login", Right.Anyone),
        new("POST", "/login", Right.Anyone),
        new("POST", "/logout", Right.Member),

        new("GET", "/root_dashboard", Right.Root),
        new("POST", "/approve_user", Right.Root),
        new("POST", "/remove_user", Right.Root),
        new("GET", "/root_dashboard/{id:guid}", Right.Root),
        new("POST", "/decline_user", Right.Root),
        new("POST", "/disable_user", Right.Root),
        new("POST", "/enable_user", Right.Root),
        new("POST", "/change_role", Right.Root) { Form = new() { ["role"] = "Root" } },
        new("POST", "/sign_out_user", Right.Root),
        new("POST", "/reset_user_password", Right.Root),
        new("POST", "/registration", Right.Root) { Form = new() { ["mode"] = "Open" } },
        new("POST", "/invite", Right.Root),
        new("POST", "/revoke_invitation", Right.Root),
        new("GET", "/audit", Right.Root),
        new("GET", "/about", Right.Member),
        new("GET", "/about/notices", Right.Member),
        new("GET", "/audit/export.csv", Right.Root),
        new("GET", "/audit/export.jsonl", Right.Root),

        new("GET", "/invitation/{token}", Right.Anyone),
        new("POST", "/invitation/{token}", Right.Anyone),
        new("GET", "/reset_password/{token}", Right.Anyone),
        new("POST", "/reset_password/{token}", Right.Anyone),

        new("GET", "/account", Right.Member),
        new("GET", "/account/data", Right.Member),
        new("GET", "/account/session", Right.Member),
        new("GET", "/account/import", Right.Member),
        new("POST", "/account/import", Right.Member),
        new("POST", "/account/import/preview", Right.Member),
        new("POST", "/account/name", Right.Member),
        new("POST", "/account/password", Right.Member),
        new("POST", "/account/sessions/end", Right.Member),
        new("POST", "/account/sessions/end_others", Right.Member),
        new("POST", "/account/delete", Right.Member),

        new("GET", "/settings", Right.Member),
        new("POST", "/settings", Right.Member),

        new("GET", "/chat/new", Right.Member),
        new("POST", "/chat/new", Right.Member) { Json = """{"message":""}""" },
        new("GET", "/chats", Right.Member),
        new("GET", "/chats/export.zip", Right.Member),
        new("GET", "/chats/export.jsonl", Right.Member),
        new("GET", "/search", Right.Member),
        new("GET", "/chats/events", Right.Member) { IsStream = true },
        new("GET", "/chat/{id:guid}", Right.Own),
        new("GET", "/chat/{id:guid}/events", Right.Own),
        new("GET", "/chat/{id:guid}/context", Right.Own),
        new("GET", "/chat/{id:guid}/print", Right.Own),
        new("GET", "/chat/{id:guid}/export.md", Right.Own),
        new("GET", "/chat/{id:guid}/export.jsonl", Right.Own),
        new("POST", "/chat/{id:guid}/message", Right.Own) { Json = """{"message":"Hello"}""" },
        new("POST", "/chat/{id:guid}/seen", Right.Own),
        new("POST", "/chat/{id:guid}/stop", Right.Own),
        new("POST", "/chat/{id:guid}/rename", Right.Own) { Form = new() { ["chat_name"] = "Mine" } },
        new("POST", "/chat/{id:guid}/model", Right.Own) { Form = new() { ["model"] = "qwen3:8b" } },
        new("POST", "/chat/{id:guid}/thinking", Right.Own) { Form = new() { ["mode"] = "off" } },
        new("POST", "/chat/{id:guid}/context", Right.Own) { Form = new() { ["tokens"] = "8192" } },
        new("POST", "/chat/{id:guid}/summary", Right.Own),
        new("POST", "/chat/{id:guid}/clear", Right.Own),
        new("POST", "/chat/{id:guid}/delete", Right.Own),
        new("GET", "/chat/{id:guid}/message/{message:guid}", Right.Own),
        new("POST", "/chat/{id:guid}/message/{message:guid}/regenerate", Right.Own),
        new("POST", "/chat/{id:guid}/message/{message:guid}/edit", Right.Own) { Json = """{"message":"Hello"}""" },
        new("POST", "/chat/{id:guid}/message/{message:guid}/continue", Right.Own),
        new("POST", "/chat/{id:guid}/message/{message:guid}/select", Right.Own),
        new("POST", "/chat/{id:guid}/message/{message:guid}/delete", Right.Own),
        new("POST", "/chat/{id:guid}/message/{message:guid}/restore", Right.Own),

        new("POST", "/files", Right.Member),
        new("GET", "/files/{id:guid}", Right.Own),
        new("GET", "/files/{id:guid}/image", Right.Own),
        new("GET", "/files/{id:guid}/text", Right.Own),
        new("GET", "/files/{id:guid}/events", Right.Own),
        new("GET", "/files/{id:guid}/view", Right.Own),
        new("DELETE", "/files/{id:guid}", Right.Own),

        new("GET", "/dashboard", Right.Member),
        new("GET", "/ollama/status", Right.Member),
        new("GET", "/models/list", Right.Member),
        new("GET", "/model/details/{**name}", Right.Member),
        new("POST", "/model/download/{**name}", Right.Member),
        new("GET", "/model/download/{**name}", Right.Member) { IsStream = true },
        new("GET", "/model/downloads/events", Right.Member) { IsStream = true },
        new("POST", "/model/downloads/{id:guid}/cancel", Right.Root),
        new("POST", "/model/downloads/{id:guid}/pause", Right.Root),
        new("POST", "/model/downloads/{id:guid}/resume", Right.Root),
        new("POST", "/model/downloads/{id:guid}/retry", Right.Root),
        new("POST", "/model/delete/{**name}", Right.Root),
        new("POST", "/model/copy/{**name}", Right.Root) { Form = new() { ["to"] = "mine" } },
        new("POST", "/model/load/{**name}", Right.Root),
        new("POST", "/model/unload/{**name}", Right.Root),
        new("POST", "/model/hide/{**name}", Right.Root),
        new("POST", "/model/show/{**name}", Right.Root),
        new("POST", "/model/default/{**name}", Right.Root),
        new("POST", "/model/create", Right.Root) { Form = new() { ["name"] = "mine", ["from"] = "qwen3:8b" } },
        new("POST", "/models/update", Right.Root),
        new("POST", "/models/update/cancel", Right.Root),
        new("POST", "/models/policy", Right.Root) { Form = new() { ["members_may_pull"] = "on" } },
        new("POST", "/model/request/{**name}", Right.Member) { Form = new() { ["reason"] = "To try" } },
        new("GET", "/model/requests", Right.Member),
        new("POST", "/model/requests/{id:guid}/approve", Right.Root),
        new("POST", "/model/requests/{id:guid}/decline", Right.Root),
    ];

    public static IEnumerable<Route> That(Right right) => All.Where(route => route.Right == right);

    /// <summary>Of the owner of a chat.</summary>
    public static IEnumerable<Route> OfChats => Of("/chat/");

    /// <summary>Of the owner of a file.</summary>
    public static IEnumerable<Route> OfFiles => Of("/files/");

    public static IEnumerable<Route> Unsafe => All.Where(route => route.Method is not ("GET" or Any));

    private static IEnumerable<Route> Of(string prefix) =>
        That(Right.Own).Where(route => route.Pattern.StartsWith(prefix, StringComparison.Ordinal));
}

/// <param name="Pattern">As the endpoint has it.</param>
internal sealed partial record Route(string Method, string Pattern, Right Right)
{
    /// <summary>Fields of a form with which the request makes sense.</summary>
    public Dictionary<string, string> Form { get; init; } = [];

    /// <summary>The body, where it is JSON.</summary>
    public string? Json { get; init; }

    /// <summary>Whether an answer does not end by itself.</summary>
    public bool IsStream { get; init; }

    /// <summary>An address of the pattern, with what is given for its parts and with what nobody has for the others.</summary>
    public string Path(string? id = null, string? message = null) => Part().Replace(Pattern, part => part.Groups["name"].Value switch
    {
        "id" => id ?? Guid.CreateVersion7().ToString(),
        "message" => message ?? Guid.CreateVersion7().ToString(),
        "name" => "nosuch:1b",
        "status" => "404",
        _ => part.Value.Contains("guid", StringComparison.Ordinal) ? Guid.CreateVersion7().ToString() : "nosuch",
    });

    public override string ToString() => $"{Method} {Pattern}";

    [GeneratedRegex(@"\{\**(?<name>\w+)[^}]*\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Part();
}
