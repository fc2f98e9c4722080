using ChatAi.Application.Common;
using ChatAi.Domain.Common;

namespace ChatAi.Application.Import;

public static class ImportErrors
{
    /// <summary>Of a file, in bytes.</summary>
    public const long MaxBytes = 500_000_000;

    public static readonly AppError Empty = AppError.Invalid("import.empty");

    public static readonly AppError Unknown = AppError.Invalid("import.unknown");

    public static readonly AppError Hostile = AppError.Invalid("import.hostile");

    public static readonly AppError Running = AppError.Conflict("import.running");

    public static readonly AppError DiskFull = AppError.OutOfSpace("import.disk-full");

    public static readonly AppError TooLarge = AppError.TooLarge("import.too-large", MaxBytes);

    /// <summary>A file that has chats, but none that can be read.</summary>
    public static AppError Nothing(Reason problem) => AppError.Invalid("import.nothing", problem);
}
