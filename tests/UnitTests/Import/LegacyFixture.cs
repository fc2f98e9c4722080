using System.Text;

namespace ChatAi.UnitTests.Import;

/// <summary>What an older Python portal leaves, in several scripts, with escapes as Python writes them.</summary>
internal static class LegacyFixture
{
    public const string FirstChat = "6f1c2a8e-9d4b-4c55-8a51-0b1f6f2f9a01";

    public static byte[] Users =>
        Encoding.UTF8.GetBytes(
            """
            [
              {"root_user": "mara.keller", "password_hash": "pbkdf2:sha256:1000$s4ltOfMara$0f2ba1ae34e3c9c1f7aa6e0b5d3fb51aee7f4f4b1c2a3d4e5f60718293a4b5c6"},
              {"users": [
                {"username": "jörg", "password_hash": "pbkdf2:sha256:600000$aB3$00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
                 "created_at": "2024-05-01T09:30:00.123456", "model_preference": "llama3.2:3b"},
                {"username": "Наташа", "password_hash": "pbkdf2:sha256:260000$x$ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100",
                 "created_at": 1717236000.5, "model_preference": null}
              ]}
            ]
            """
        );

    public static byte[] Chats =>
        Encoding.UTF8.GetBytes(
            $$"""
            [
              {"id": "{{FirstChat}}", "name": "Reise nach Kyōto 🗻", "created_at": "2024-05-02T10:00:00+02:00", "created_by": "jörg",
               "messages": [
                 {"id": "a0000000-0000-4000-8000-000000000001", "role": "system", "content": "Antworte kurz.", "timestamp": "2024-05-02T10:00:00Z"},
                 {"id": "a0000000-0000-4000-8000-000000000002", "role": "user", "content": "Was sehe ich zuerst? \ud83d\ude42", "timestamp": 1714636860},
                 {"id": "a0000000-0000-4000-8000-000000000003", "role": "assistant", "content": "Den 金閣寺.\n\n| a | b |\n|---|---|", "timestamp": 1714636875.25}
               ], "model": "llama3.2:3b"},
              {"id": 17, "name": "Broken \ud800 half", "created_at": "2024-06-01 08:00:00", "created_by": "Наташа",
               "messages": [
                 {"id": 1, "role": "user", "content": "Half a pair: \udc00!", "timestamp": "2024-06-01T08:00:01"},
                 {"id": 2, "role": "assistant", "content": "Quotes \" and \\ and \u00e9", "timestamp": "2024-06-01T08:00:02.5Z"},
                 {"role": "user", "content": "مرحبا", "timestamp": "2024-06-01T08:00:03"}
               ], "model": "qwen3:8b"}
            ]
            """
        );
}
