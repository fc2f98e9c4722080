using ChatAi.Domain.Accounts;
using ChatAi.Domain.Common;

namespace ChatAi.Domain.Files;

/// <summary>A file that its owner has uploaded. Its bytes never change.</summary>
public sealed class StoredFile
{
    private StoredFile(FileId id, UserId ownerId, string name, long size, DateTimeOffset createdAt)
    {
        Id = id;
        OwnerId = ownerId;
        Name = name;
        Size = size;
        CreatedAt = createdAt;
    }

    public FileId Id { get; private set; }

    public UserId OwnerId { get; private set; }

    /// <summary>As the owner sees it; never empty.</summary>
    public string Name { get; private set; }

    /// <summary>In bytes. While it is being uploaded, as announced.</summary>
    public long Size { get; private set; }

    /// <summary>Null until its content is recognized.</summary>
    public FileKind? Kind { get; private set; }

    public FileState State { get; private set; }

    /// <summary>Why its text cannot be read, or a part of it.</summary>
    public Reason? Error { get; private set; }

    /// <summary>Of an image, such as <c>image/png</c>; null for other kinds.</summary>
    public string? ImageType { get; private set; }

    /// <summary>Of an image, in pixels.</summary>
    public int? Width { get; private set; }

    /// <summary>Of an image, in pixels.</summary>
    public int? Height { get; private set; }

    /// <summary>Pages, slides, rows or sections with text.</summary>
    public int Units { get; private set; }

    /// <summary>Of the whole text, in UTF-16 units.</summary>
    public int Characters { get; private set; }

    /// <summary>An estimate for the whole text.</summary>
    public int Tokens { get; private set; }

    /// <summary>Whether a message has ever had it. It is then deleted with its last message.</summary>
    public bool IsSent { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public bool IsImage => Kind == FileKind.Image;

    /// <summary>Whether its text has been read, or cannot be.</summary>
    public bool IsFinal => State is FileState.Ready or FileState.Failed;

    public static StoredFile Announce(UserId owner, string name, long size, DateTimeOffset now)
    {
        DomainException.ThrowIf(name.Length is 0 or > FileName.MaxLength, "A file needs a name of at most 255 characters.");
        DomainException.ThrowIf(size <= 0, "A file cannot be empty.");
        return new StoredFile(FileId.New(), owner, name, size, now);
    }

    /// <summary>All bytes of a document are stored.</summary>
    public void Receive()
    {
        DomainException.ThrowIf(State != FileState.Uploading, "The file has arrived already.");
        State = FileState.Reading;
    }

    /// <summary>All bytes of an image are stored. There is no text to read.</summary>
    /// <param name="size">Without its metadata.</param>
    public void ReceiveImage(string type, int width, int height, long size)
    {
        DomainException.ThrowIf(State != FileState.Uploading, "The file has arrived already.");
        State = FileState.Ready;
        Kind = FileKind.Image;
        ImageType = type;
        (Width, Height) = (width, height);
        Size = size;
    }

    public void MarkSent() => IsSent = true;

    public void Recognize(FileKind kind) => Kind = kind;

    /// <param name="unreadable">Why a part of it could not be read; null if all of it was.</param>
    public void Complete(int units, int characters, int tokens, Reason? unreadable)
    {
        State = FileState.Ready;
        (Units, Characters, Tokens) = (units, characters, tokens);
        Error = unreadable;
    }

    public void Fail(Reason reason)
    {
        State = FileState.Failed;
        (Units, Characters, Tokens) = (0, 0, 0);
        Error = reason;
    }
}
