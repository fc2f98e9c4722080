using ChatAi.Application.Common;
using ChatAi.Domain.Common;
using ChatAi.Domain.Models;

namespace ChatAi.Application.Files;

public static class FileErrors
{
    public const string TooLongCode = "file.too-long";

    public static readonly AppError NotFound = AppError.NotFound("file.not-found");

    public static readonly AppError NoText = AppError.NotFound("file.no-such-unit");

    public static readonly AppError NotAnImage = AppError.NotFound("file.not-an-image");

    public static readonly AppError InUse = AppError.Conflict("file.in-use");

    public static readonly AppError NoName = AppError.Invalid("file.no-name");

    public static readonly AppError Empty = AppError.Invalid("file.no-content");

    public static readonly AppError Shorter = AppError.Invalid("file.cut-short");

    public static readonly AppError DiskFull = AppError.OutOfSpace("file.disk-full");

    public static readonly AppError PortalFull = AppError.OutOfSpace("file.portal-full");

    public static readonly AppError StillUploading = AppError.Conflict("file.uploading");

    /// <summary>The model of an answer cannot see the images of its question.</summary>
    public static AppError CannotSee(ModelName model) => AppError.Conflict("file.model-cannot-see", model);

    public static AppError StillReading(string name) => AppError.Conflict("file.still-reading", name);

    /// <summary>The text of a file does not fit into the context.</summary>
    public static AppError TooLong(string name, int percent) => AppError.Conflict(TooLongCode, name, percent);

    public static AppError TooManyInMessage(int max) => AppError.Invalid("file.too-many", max);

    public static AppError Unusable(string name, Reason reason) => AppError.Invalid("file.unusable", name, reason);

    public static AppError TooLarge(long max) => AppError.TooLarge("file.too-large", max);

    public static AppError ImageTooLarge(long max) => AppError.TooLarge("file.image-too-many-bytes", max);

    public static AppError QuotaSpent(long max, long used) => AppError.TooLarge("file.quota", max, used);

    public static AppError TooMany(TimeSpan wait, int perHour) =>
        AppError.TooManyRequests("limit.uploads", wait, perHour, Math.Ceiling(wait.TotalMinutes));
}
