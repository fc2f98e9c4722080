using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace ChatAi.Benchmarks;

/// <summary>Messages of a team, written into the store from outside: words as frequent as in a language, a tenth of them Chinese.</summary>
internal sealed class SearchData : IDisposable
{
    public const int Users = 50;

    private const int MessagesPerChat = 100;
    private const int Vocabulary = 50_000;
    private const int Batch = 20_000;

    private readonly SqliteConnection _store;
    private readonly Random _random = new(1);
    private readonly string _columns;

    public SearchData(string dataDirectory)
    {
        var file = Directory.EnumerateFiles(dataDirectory, "*.db").Single();
        _store = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        _store.Open();
        Execute("PRAGMA busy_timeout = 30000");
        _columns = (string)Scalar(
            """
            SELECT group_concat('"' || name || '"') FROM pragma_table_info('Users')
            WHERE name NOT IN ('Id', 'Name', 'FoldedName', 'NameSkeleton', 'IsFirst')
            """)!;
    }

    public SqliteConnection Connection => _store;

    /// <summary>The first user, who searches.</summary>
    public string Owner => (string)Scalar("""SELECT "Id" FROM "Users" WHERE "IsFirst" """)!;

    public static string Word(int rank) => string.Create(CultureInfo.InvariantCulture, $"{Syllables(rank)}{rank % 7}");

    public void Write(int messages)
    {
        List<string> users = [Owner, .. Enumerable.Range(1, Users - 1).Select(AddUser)];
        var (chat, parent) = ("", (string?)null);
        for (var done = 0; done < messages; done += Batch)
        {
            using var transaction = _store.BeginTransaction();
            for (var i = done; i < Math.Min(messages, done + Batch); i++)
            {
                if (i % MessagesPerChat == 0) (chat, parent) = (AddChat(users[i / MessagesPerChat % Users], i), null);
                parent = AddMessage(chat, parent, i);
            }

            transaction.Commit();
        }
    }

    /// <summary>A message and its text, as one transaction that waits for the disk.</summary>
    public void WriteOne(string chat)
    {
        using var transaction = _store.BeginTransaction();
        AddMessage(chat, null, 0);
        transaction.Commit();
    }

    public string AddChat(string owner, int number)
    {
        var id = NewId();
        Execute(
            """
            INSERT INTO "Chats" ("Id", "OwnerId", "Title", "TitleOrigin", "SystemPrompt", "Thinking", "IsPinned", "IsArchived", "Version",
                "FeedVersion", "CreatedAt", "UpdatedAt")
            VALUES ($id, $owner, $title, 1, '', 0, 0, 0, 0, 0, $at, $at)
            """,
            ("$id", id), ("$owner", owner), ("$title", $"{Word(number % 1000)} {Word(number)}"), ("$at", At(number)));
        return id;
    }

    public void Execute(string sql, params (string Name, object Value)[] parameters)
    {
        using var command = Command(sql, parameters);
        command.ExecuteNonQuery();
    }

    public object? Scalar(string sql, params (string Name, object Value)[] parameters)
    {
        using var command = Command(sql, parameters);
        return command.ExecuteScalar();
    }

    public void Dispose() => _store.Dispose();

    private static string NewId() => Guid.CreateVersion7().ToString().ToUpperInvariant();

    private static long At(int number) => new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks + (number * TimeSpan.TicksPerSecond);

    private string AddUser(int number)
    {
        var id = NewId();
        Execute(
            $"""
            INSERT INTO "Users" ("Id", "Name", "FoldedName", "NameSkeleton", "IsFirst", {_columns})
            SELECT $id, $name, $name, $name, 0, {_columns} FROM "Users" WHERE "IsFirst"
            """,
            ("$id", id), ("$name", $"member{number}"));
        return id;
    }

    private string AddMessage(string chat, string? parent, int number)
    {
        var id = NewId();
        Execute(
            """
            INSERT INTO "Messages" ("Id", "ChatId", "ParentId", "Role", "Status", "CreatedAt", "Fence")
            VALUES ($id, $chat, $parent, $role, 2, $at, 0);
            INSERT INTO "MessageParts" ("MessageId", "Index", "Kind", "Text") VALUES ($id, 0, 1, $text)
            """,
            ("$id", id), ("$chat", chat), ("$parent", (object?)parent ?? DBNull.Value), ("$role", number % 2), ("$at", At(number)),
            ("$text", Text(number)));
        return id;
    }

    private string Text(int number)
    {
        var text = new StringBuilder();
        var isChinese = number % 10 == 9;
        while (text.Length < (isChinese ? 200 : 500))
        {
            if (isChinese) text.Append((char)(0x4E00 + Rank(3_000))).Append(text.Length % 12 == 11 ? "。" : "");
            else text.Append(Word(Rank(Vocabulary))).Append(' ');
        }

        return text.ToString();
    }

    // Zipf's law: the word of rank r is as frequent as 1 / r.
    private int Rank(int count) => (int)Math.Exp(_random.NextDouble() * Math.Log(count)) - 1;

    private static string Syllables(int rank)
    {
        var word = new StringBuilder();
        for (var rest = (rank * 7919) + 1; rest > 0; rest /= 70) word.Append("bdfgklmnprstvz"[rest % 14]).Append("aeiou"[rest / 14 % 5]);
        return word.ToString();
    }

    private SqliteCommand Command(string sql, (string Name, object Value)[] parameters)
    {
        var command = _store.CreateCommand();
#pragma warning disable CA2100 // Names of our own, no input.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        return command;
    }
}
