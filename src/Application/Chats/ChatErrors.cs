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
        "An answer is still being written in this chat. Wait for it, or stop it, then send again.");

    public static readonly AppError StaleLeaf = AppError.Conflict("chat.moved-on",
        "This chat went on in another tab. Reload the page to see it; your message is kept.");

    public static readonly AppError NotEditable = AppError.Conflict("message.not-editable",
        "Only your own messages can be edited. Ask for another answer instead.");

    public static readonly AppError NotContinuable = AppError.Conflict("message.complete",
        "This answer is complete. Ask on, or ask for another answer.");

    public static readonly AppError HasReplies = AppError.Conflict("message.went-on",
        "The chat went on below this answer, so nothing can be added to it. Ask for another answer instead.");

    public static readonly AppError Deleted = AppError.NotFound("message.deleted",
        "This message cannot be brought back any more.");

    public static readonly AppError NothingToSummarize = AppError.Conflict("chat.empty",
        "Nothing has been said in this chat yet, so there is nothing to sum up.");

    public static readonly AppError Stopping = AppError.Unavailable("portal.stopping",
        "Chat AI is being stopped before this answer was complete. What has been said is kept; look at the chat in a moment.");

    public static readonly AppError DiskAlmostFull = AppError.Unavailable("disk.almost-full",
        "The disk of this server is almost full, so a new answer could not be kept. Tell its administrator; your message is kept.");

    public static readonly AppError NoModel = AppError.Conflict("chat.no-model",
        "No model is installed yet. Download one on the Models page; your message is kept.");

    public static readonly AppError ChooseModel = AppError.Conflict("chat.choose-model",
        "No model runs on this server. Choose one above; your message is kept.");

    public static AppError ContextTooLong(ModelName model, int max) => AppError.Invalid("chat.context-too-long",
        string.Create(CultureInfo.InvariantCulture, $"{model} was made for at most {max:N0} tokens. Choose a context length up to that."));

    public static AppError ModelGone(ModelName model) => AppError.Conflict("chat.model-gone",
        $"{model} is no longer installed. Choose another model above; your message is kept.");
}
