using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ChatAi.IntegrationTests.Operations;

/// <summary>The data directory of an older Python portal.</summary>
internal sealed class LegacyPortal(string folder)
{
    public const string Root = "mara.keller";

    // Shorter than passwords are here by now.
    public const string RootPassword = "kurz1";
    public const string Member = "jörg";
    public const string MemberPassword = "Grüße, 世界";
    public const string Chat = "6f1c2a8e-9d4b-4c55-8a51-0b1f6f2f9a01";
    public const string Question = "a0000000-0000-4000-8000-000000000002";

    private const int Iterations = 2_000;

    public string Folder => folder;

    public List<object> Users { get; } =
    [
        new
        {
            username = Member,
            password_hash = HashOf(MemberPassword),
            created_at = "2024-05-01T09:30:00.123456",
            model_preference = "llama3.2:3b",
        },
        new
        {
            username = "Наташа",
            password_hash = HashOf("пароль"),
            created_at = 1717236000.5,
            model_preference = (string?)null,
        },
    ];

    public List<object> Chats { get; } =
    [
        new
        {
            id = Chat, name = "Reise nach Kyōto 🗻", created_at = "2024-05-02T10:00:00+02:00", created_by = Member, model = "llama3.2:3b",
            messages = new List<object>
            {
                Message("a0000000-0000-4000-8000-000000000001", "system", "Antworte kurz.", "2024-05-02T10:00:00Z"),
                Message(Question, "user", "Was sehe ich zuerst? 🙂", 1714636860),
                Message(
                    "a0000000-0000-4000-8000-000000000003",
                    "assistant",
                    "Den **金閣寺**.\n\n| a | b |\n|---|---|\n| 1 | 2 |",
                    1714636875.25
                ),
                Message("a0000000-0000-4000-8000-000000000004", "user", "Und dann?", "2024-05-02T08:10:00"),
                Message("a0000000-0000-4000-8000-000000000005", "assistant", "<script>alert('Ryōan-ji')</script>", "2024-05-02T08:10:05"),
            },
        },
        new
        {
            id = 17, name = "New Chat", created_at = "2024-06-01 08:00:00", created_by = Root, model = "",
            messages = new List<object>
            {
                Message(null, "assistant", "How can I help?", "2024-06-01T08:00:00"),
                Message(2, "user", "مرحبا بالعالم", "2024-06-01T08:00:01"),
                Message(Question, "assistant", "An id that another chat has as well", "2024-06-01T08:00:02"),
            },
        },
    ];

    public static object Message(object? id, string role, string content, object timestamp) => new { id, role, content, timestamp };

    public string Write(int? cutChatsAt = null)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "users.json"), JsonSerializer.Serialize(
            new object[] { new { root_user = Root, password_hash = HashOf(RootPassword) }, new { users = Users } }));
        var chats = ChatsFile();
        File.WriteAllBytes(Path.Combine(folder, "chats.json"), chats[..(cutChatsAt ?? chats.Length)]);
        return folder;
    }

    public byte[] ChatsFile() => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(Chats));

    /// <summary>As <c>werkzeug.security.generate_password_hash(password, "pbkdf2:sha256:2000")</c> makes it, with a salt that is always
    /// the same.</summary>
    public static string HashOf(string password)
    {
        const string Salt = "Zq8sLm2Kd0RtVbXy";
        var key = Rfc2898DeriveBytes.Pbkdf2(
            Encoding.UTF8.GetBytes(password),
            Encoding.UTF8.GetBytes(Salt),
            Iterations,
            HashAlgorithmName.SHA256,
            32
        );
        return $"pbkdf2:sha256:{Iterations}${Salt}${Convert.ToHexStringLower(key)}";
    }
}
