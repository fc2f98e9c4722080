using ChatAi.Domain.Common;

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

    /// <summary>More than one request or one user may store.</summary>
    TooLarge,

    /// <summary>The portal has no space left for this.</summary>
    OutOfSpace,
}

/// <summary>An expected failure, as opposed to a bug. Its words are in WebUI/Errors/ErrorTexts.resx, under the code of its
/// reason.</summary>
public sealed record AppError(ErrorKind Kind, Reason Reason)
{
    // Shared, so that errors without fields are equal.
    private static readonly IReadOnlyDictionary<string, Reason[]> None = new Dictionary<string, Reason[]>();

    /// <summary>Stable and machine-readable, such as <c>chat.not-found</c>.</summary>
    public string Code { get; } = Reason.Code;

    /// <summary>What is wrong, by property of an invalid request. These words then replace those of the code.</summary>
    public IReadOnlyDictionary<string, Reason[]> Fields { get; init; } = None;

    public TimeSpan? RetryAfter { get; init; }

    public static AppError Invalid(string code, params object?[] args) => new(ErrorKind.Invalid, Reason.Of(code, args));

    public static AppError Unauthenticated(string code) => new(ErrorKind.Unauthenticated, Reason.Of(code));

    public static AppError Forbidden(string code) => new(ErrorKind.Forbidden, Reason.Of(code));

    public static AppError NotFound(string code, params object?[] args) => new(ErrorKind.NotFound, Reason.Of(code, args));

    public static AppError Conflict(string code, params object?[] args) => new(ErrorKind.Conflict, Reason.Of(code, args));

    public static AppError Unavailable(string code, params object?[] args) => new(ErrorKind.Unavailable, Reason.Of(code, args));

    public static AppError TooManyRequests(string code, TimeSpan retryAfter, params object?[] args) =>
        new(ErrorKind.TooManyRequests, Reason.Of(code, args)) { RetryAfter = retryAfter };

    public static AppError TooLarge(string code, params object?[] args) => new(ErrorKind.TooLarge, Reason.Of(code, args));

    public static AppError OutOfSpace(string code, params object?[] args) => new(ErrorKind.OutOfSpace, Reason.Of(code, args));

    /// <param name="code">Has no words of its own.</param>
    public static AppError OfFields(string code, IReadOnlyDictionary<string, Reason[]> fields) => Invalid(code) with { Fields = fields };

    public AppError InField(string field) => this with { Fields = new Dictionary<string, Reason[]> { [field] = [Reason] } };
}
