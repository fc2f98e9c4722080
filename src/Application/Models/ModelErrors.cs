using ChatAi.Application.Common;
using ChatAi.Domain.Common;
using ChatAi.Domain.Models;

namespace ChatAi.Application.Models;

public static class ModelErrors
{
    public const string CannotLoadCode = "model.cannot-load";
    public const string MissingCode = "model.not-found";
    public const string FileGoneCode = "model.file-gone";
    public const string NotCapableCode = "model.not-capable";
    public const string ContextExceededCode = "model.context-exceeded";
    public const string IncompatibleCode = "model.incompatible";
    public const string NeedsAppleCode = "model.needs-apple";
    public const string TemplateCode = "model.template";

    /// <summary>Not the name of any model.</summary>
    public static readonly AppError BadName = AppError.Invalid("model.name");

    public static AppError SaidNothing(ModelName model) => AppError.Unavailable("model.said-nothing", model);

    public static AppError OutOfMemory(ModelName model) => AppError.Unavailable("model-server.out-of-memory", model);

    public static AppError ModelMissing(ModelName model) => AppError.NotFound(MissingCode, model);

    public static AppError Remote(ModelName model, string host) => AppError.Conflict("model.remote", model, host);

    /// <summary>The model was listed as local before.</summary>
    public static AppError BecameRemote(ModelName model, string host) => AppError.Conflict("model.became-remote", model, host);

    public static AppError RemoteDefault(ModelName model, string host) => AppError.Conflict("model.remote-default", model, host);

    public static AppError CloudDisabled(ModelName model) => AppError.Unavailable("model.cloud-disabled", model);

    /// <param name="address">Where to sign in; null if Ollama does not say.</param>
    public static AppError CloudSignIn(ModelName model, string? address) =>
        AppError.Unavailable("model.cloud-sign-in", model, address);

    public static AppError RemoteHostRefused(ModelName model) => AppError.Unavailable("model.remote-host-refused", model);

    public static AppError CloudBusy(ModelName model) => AppError.Unavailable("model.cloud-busy", model);

    public static AppError CannotLoad(ModelName model) => AppError.Unavailable(CannotLoadCode, model);

    /// <summary>Ollama cannot distinguish an outdated model from one that is too new for it.</summary>
    public static AppError Incompatible(ModelName model) => AppError.Unavailable(IncompatibleCode, model);

    public static AppError NeedsApple(ModelName model) => AppError.Unavailable(NeedsAppleCode, model);

    public static AppError BadTemplate(ModelName model) => AppError.Unavailable(TemplateCode, model);

    public static AppError LoadTimedOut(ModelName model) => AppError.Unavailable("model.load-timed-out", model);

    /// <summary>The model server lists it but cannot find it [203, 205].</summary>
    public static AppError FileGone(ModelName model) => AppError.Unavailable(FileGoneCode, model);

    /// <param name="capability">In Ollama's word, such as <c>thinking</c>.</param>
    public static AppError NotCapable(ModelName model, string capability) =>
        AppError.Invalid(NotCapableCode, model, NameOf(capability) ?? (object)capability);

    public static AppError Crashed(ModelName model) => AppError.Unavailable("model.crashed", model);

    /// <param name="overflow">Null if the model server does not report it.</param>
    public static AppError ContextExceeded(ModelName model, ContextOverflow? overflow = null) =>
        overflow is not null
            ? AppError.Invalid(ContextExceededCode, model, overflow.Tokens, overflow.Length)
            : AppError.Invalid(ContextExceededCode) with { Reason = Reason.Of("model.context-exceeded-unknown", model) };

    public static AppError InvalidName() => AppError.Invalid("model.invalid-name");

    private static Reason? NameOf(string capability) => capability switch
    {
        "chat" => Reason.Of("capability.chat"),
        "images" => Reason.Of("capability.images"),
        "thinking" => Reason.Of("capability.thinking"),
        "tools" => Reason.Of("capability.tools"),
        _ => null,
    };
}
