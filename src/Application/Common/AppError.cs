namespace ChatAi.Application.Common;

public enum ErrorKind
{
    Invalid,

    Unauthenticated,
    Forbidden,

    /// <summary>Missing, or owned by someone else: callers cannot tell which.</summary>
    NotFound,

    Conflict,

    /// <summary>The model server is disconnected, busy or unable.</summary>
    Unavailable,

    TooManyRequests,
}

/// <summary>An expected failure, as opposed to a bug.</summary>
/// <param name="Code">Stable and machine-readable, such as <c>chat.not-found</c>.</param>
/// <param name="Detail">For people: what happened and what to do next.</param>
public sealed record AppError(ErrorKind Kind, string Code, string Detail)
{
    // Shared, so that errors without fields are equal.
    private static readonly IReadOnlyDictionary<string, string[]> None = new Dictionary<string, string[]>();

    /// <summary>Messages by property of an invalid request.</summary>
    public IReadOnlyDictionary<string, string[]> Fields { get; init; } = None;

    /// <summary>Replaces <see cref="Detail"/> for administrators, with what only they can fix or should see.</summary>
    public string? ForAdministrators { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public string TextFor(bool isAdministrator) => isAdministrator ? ForAdministrators ?? Detail : Detail;

    public static AppError Invalid(string code, string detail) => new(ErrorKind.Invalid, code, detail);

    public static AppError Forbidden(string detail) => new(ErrorKind.Forbidden, "forbidden", detail);

    public static AppError NotFound(string code, string detail) => new(ErrorKind.NotFound, code, detail);

    public static AppError Conflict(string code, string detail) => new(ErrorKind.Conflict, code, detail);

    public static AppError Unavailable(string code, string detail) => new(ErrorKind.Unavailable, code, detail);

    public static AppError TooManyRequests(string code, string detail, TimeSpan retryAfter) =>
        new(ErrorKind.TooManyRequests, code, detail) { RetryAfter = retryAfter };
}
