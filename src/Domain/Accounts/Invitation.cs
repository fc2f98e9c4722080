using ChatAi.Domain.Common;

namespace ChatAi.Domain.Accounts;

/// <summary>Lets people sign up by a link in every registration mode. Only a hash of its secret is stored.</summary>
public sealed class Invitation
{
    public const int MaxNoteLength = 100;
    public const int MaxUses = 100;
    public const int MaxDays = 90;

    private Invitation(string tokenHash, UserId createdBy, DateTimeOffset now)
    {
        Id = InvitationId.New();
        TokenHash = tokenHash;
        CreatedBy = createdBy;
        CreatedAt = now;
    }

    private Invitation()
    {
    }

    public InvitationId Id { get; private set; }

    public string TokenHash { get; private set; } = "";

    public string Note { get; private set; } = "";

    public UserId CreatedBy { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public int UsesAllowed { get; private set; }

    public int Uses { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    public static Invitation Create(string tokenHash, UserId createdBy, string note, int uses, int days, DateTimeOffset now)
    {
        DomainException.ThrowIf(note.Length > MaxNoteLength, "The note is too long.");
        DomainException.ThrowIf(uses is < 1 or > MaxUses, "The number of uses is out of range.");
        DomainException.ThrowIf(days is < 1 or > MaxDays, "The number of days is out of range.");
        return new Invitation(tokenHash, createdBy, now) { Note = note, UsesAllowed = uses, ExpiresAt = now.AddDays(days) };
    }

    public InvitationState StateAt(DateTimeOffset now)
    {
        if (RevokedAt is not null) return InvitationState.Revoked;
        if (Uses >= UsesAllowed) return InvitationState.UsedUp;
        return ExpiresAt <= now ? InvitationState.Expired : InvitationState.Open;
    }

    public void Use(DateTimeOffset now)
    {
        DomainException.ThrowIf(StateAt(now) != InvitationState.Open, "The invitation no longer works.");
        Uses++;
    }

    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;
}

public enum InvitationState
{
    Open,
    UsedUp,
    Expired,
    Revoked,
}
