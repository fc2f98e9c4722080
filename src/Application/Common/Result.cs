using System.Diagnostics.CodeAnalysis;

namespace ChatAi.Application.Common;

public interface IResult<out TSelf>
    where TSelf : IResult<TSelf>
{
    AppError? Error { get; }

    static abstract TSelf Fail(AppError error);
}

public sealed record Result : IResult<Result>
{
    private Result(AppError? error) => Error = error;

    public static Result Success { get; } = new(null);

    public AppError? Error { get; }

    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsSuccess => Error is null;

    public static Result Fail(AppError error) => new(error);

    public static implicit operator Result(AppError error) => Fail(error);
}

public sealed record Result<T> : IResult<Result<T>>
{
    private readonly T? _value;

    private Result(T? value, AppError? error)
    {
        _value = value;
        Error = error;
    }

    public AppError? Error { get; }

    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsSuccess => Error is null;

    public T Value => IsSuccess ? _value! : throw new InvalidOperationException($"There is no value: {Error.Code}.");

    public static Result<T> Of(T value) => new(value, null);

    public static Result<T> Fail(AppError error) => new(default, error);

    public static implicit operator Result<T>(T value) => Of(value);

    public static implicit operator Result<T>(AppError error) => Fail(error);
}
