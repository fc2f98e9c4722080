using ChatAi.Domain.Common;

namespace ChatAi.Application.Files;

/// <summary>Why the text of a file cannot be had.</summary>
public static class FileFailures
{
    public static readonly Reason Broken = Reason.Of("file.broken");

    public static readonly Reason Empty = Reason.Of("file.empty");

    public static readonly Reason Encoding = Reason.Of("file.encoding");

    public static readonly Reason Encrypted = Reason.Of("file.encrypted");

    public static readonly Reason Heic = Reason.Of("file.heic");

    /// <summary>Unpacked, or in memory, it is far larger than the file.</summary>
    public static readonly Reason Inflated = Reason.Of("file.inflated");

    public static readonly Reason NotStarted = Reason.Of("file.not-started");

    public static readonly Reason OldOffice = Reason.Of("file.old-office");

    public static readonly Reason Scanned = Reason.Of("file.scanned");

    public static readonly Reason TimedOut = Reason.Of("file.timed-out");

    public static readonly Reason TooDeep = Reason.Of("file.too-deep");

    public static readonly Reason Unsupported = Reason.Of("file.unsupported");

    public static Reason ImageTooLarge(int megapixels) => Reason.Of("file.image-too-large", megapixels);

    public static Reason TooLarge(long maxBytes) => Reason.Of("file.too-large", maxBytes);

    public static Reason TooManyPages(int max) => Reason.Of("file.too-many-pages", max);

    public static Reason TooMuchText(int maxCharacters) => Reason.Of("file.too-much-text", maxCharacters);

    public static Reason UnreadablePage(int page) => Reason.Of("file.unreadable-page", page);
}
