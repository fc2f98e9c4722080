namespace ChatAi.Application.Common;

public enum ErrorKind
{
    /// <summary>The request itself is wrong.</summary>
    Invalid,

    /// <summary>Name and password do not match, or nobody is signed in.</summary>
    Unauthenticated,
    Forbidden,

    /// <summary>It does not exist, or belongs to somebody else: nobody can tell which.</summary>
    NotFound,

    /// <summary>It exists in a state that does not allow this now.</summary>
    Conflict,

    /// <summary>The model server is away, busy or unable.</summary>
    Unavailable,

    /// <summary>It was asked too often, or by too many at once; <see cref="AppError.RetryAfter"/> says when to try again.</summary>
    TooManyRequests,
}

/// <summary>An expected refusal.</summary>
/// <param name="Kind">What sort of refusal; WebUI maps it to an HTTP status in one place.</param>
/// <param name="Code">A stable word for programs, such as <c>chat.not-found</c>.</param>
/// <param name="Detail">A sentence or two for people: what was wrong and what to do.</param>
public sealed record AppError(ErrorKind Kind, string Code, string Detail)
{
    // One for all, so that two errors without fields are equal.
    private static readonly IReadOnlyDictionary<string, string[]> None = new Dictionary<string, string[]>();

    /// <summary>For <see cref="ErrorKind.Invalid"/>: the request's property to its sentences.</summary>
    public IReadOnlyDictionary<string, string[]> Fields { get; init; } = None;

    /// <summary>What administrators read instead, with what only they can mend or should see; null for the same.</summary>
    public string? ForAdministrators { get; init; }

    /// <summary>For <see cref="ErrorKind.TooManyRequests"/>.</summary>
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
