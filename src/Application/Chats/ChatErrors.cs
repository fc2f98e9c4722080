using ChatAi.Application.Common;
using ChatAi.Domain.Models;

namespace ChatAi.Application.Chats;

internal static class ChatErrors
{
    public static readonly AppError NotFound = AppError.NotFound("chat.not-found");

    public static readonly AppError MessageNotFound = AppError.NotFound("message.not-found");

    public static readonly AppError Answering = AppError.Conflict("chat.answering");

    public static readonly AppError StaleLeaf = AppError.Conflict("chat.moved-on");

    public static readonly AppError EmptyMessage = AppError.Invalid("message.empty").InField("text");

    public static readonly AppError NotEditable = AppError.Conflict("message.not-editable");

    public static readonly AppError NotContinuable = AppError.Conflict("message.complete");

    public static readonly AppError HasReplies = AppError.Conflict("message.went-on");

    public static readonly AppError Deleted = AppError.NotFound("message.deleted");

    public static readonly AppError NothingToSummarize = AppError.Conflict("chat.empty");

    public static readonly AppError Stopping = AppError.Unavailable("portal.stopping");

    public static readonly AppError DiskAlmostFull = AppError.Unavailable("disk.almost-full");

    public static readonly AppError NoModel = AppError.Conflict("chat.no-model");

    public static readonly AppError ChooseModel = AppError.Conflict("chat.choose-model");

    public static AppError ContextTooLong(ModelName model, int max) => AppError.Invalid("chat.context-too-long", model, max);

    public static AppError ModelGone(ModelName model) => AppError.Conflict("chat.model-gone", model);
}
