using System.Globalization;
using ChatAi.Application.Common;
using ChatAi.Domain.Models;

namespace ChatAi.Application.Chats;

internal static class ChatErrors
{
    public static readonly AppError NotFound = AppError.NotFound("chat.not-found",
        "This chat does not exist. It may have been deleted in another tab.");

    public static readonly AppError MessageNotFound = AppError.NotFound("message.not-found",
        "This message does not exist. It may have been deleted in another tab.");

    public static readonly AppError Answering = AppError.Conflict("chat.answering",
        "An answer is still being generated in this chat. Wait for it or stop it, then send again.");

    public static readonly AppError StaleLeaf = AppError.Conflict("chat.moved-on",
        "This chat was continued in another tab. Reload the page to see it; your message is kept.");

    public static readonly AppError NotEditable = AppError.Conflict("message.not-editable",
        "Only your own messages can be edited. Regenerate the answer instead.");

    public static readonly AppError NotContinuable = AppError.Conflict("message.complete",
        "This answer is complete. Send another message, or regenerate the answer.");

    public static readonly AppError HasReplies = AppError.Conflict("message.went-on",
        "The chat continues below this answer, so it cannot be resumed. Regenerate the answer instead.");

    public static readonly AppError Deleted = AppError.NotFound("message.deleted",
        "This message can no longer be restored.");

    public static readonly AppError NothingToSummarize = AppError.Conflict("chat.empty",
        "This chat is empty, so there is nothing to summarize.");

    public static readonly AppError Stopping = AppError.Unavailable("portal.stopping",
        "Chat AI is stopping before this answer is complete. The text so far is kept; open the chat again in a moment.");

    public static readonly AppError DiskAlmostFull = AppError.Unavailable("disk.almost-full",
        "The server's disk is almost full, so a new answer could not be saved. Tell an administrator; your message is kept.");

    public static readonly AppError NoModel = AppError.Conflict("chat.no-model",
        "No model is installed yet. Download one on the Models page; your message is kept.");

    public static readonly AppError ChooseModel = AppError.Conflict("chat.choose-model",
        "There is no local model to use by default. Choose a model above; your message is kept.");

    public static AppError ContextTooLong(ModelName model, int max) => AppError.Invalid("chat.context-too-long",
        string.Create(CultureInfo.InvariantCulture, $"{model} supports at most {max:N0} tokens. Choose a shorter context length."));

    public static AppError ModelGone(ModelName model) => AppError.Conflict("chat.model-gone",
        $"{model} is no longer installed. Choose another model above; your message is kept.");
}
