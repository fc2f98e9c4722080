namespace ChatAi.Infrastructure.Persistence;

/// <summary>Result codes of sqlite3.h.</summary>
internal static class SqliteErrors
{
    public const int Busy = 5;
    public const int Locked = 6;
    public const int ReadOnly = 8;
    public const int Interrupted = 9;
    public const int Io = 10;
    public const int Corrupt = 11;
    public const int Full = 13;
    public const int CannotOpen = 14;
    public const int NotADatabase = 26;

    public const int PrimaryKeyConstraint = 1555;

    public const int UniqueConstraint = 2067;
}
