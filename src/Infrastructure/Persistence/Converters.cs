using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Common;
using ChatAi.Domain.Files;
using ChatAi.Domain.Models;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ChatAi.Infrastructure.Persistence;

internal sealed class UserIdConverter() : ValueConverter<UserId, Guid>(id => id.Value, value => new UserId(value));

internal sealed class SessionIdConverter() : ValueConverter<SessionId, Guid>(id => id.Value, value => new SessionId(value));

internal sealed class InvitationIdConverter() : ValueConverter<InvitationId, Guid>(id => id.Value, value => new InvitationId(value));

internal sealed class ChatIdConverter() : ValueConverter<ChatId, Guid>(id => id.Value, value => new ChatId(value));

internal sealed class MessageIdConverter() : ValueConverter<MessageId, Guid>(id => id.Value, value => new MessageId(value));

internal sealed class FileIdConverter() : ValueConverter<FileId, Guid>(id => id.Value, value => new FileId(value));

internal sealed class ModelPullIdConverter() : ValueConverter<ModelPullId, Guid>(id => id.Value, value => new ModelPullId(value));

internal sealed class ModelRequestIdConverter() : ValueConverter<ModelRequestId, Guid>(id => id.Value, value => new ModelRequestId(value));

internal sealed class ChatTitleConverter() : ValueConverter<ChatTitle, string>(title => title.Value, value => ChatTitle.From(value));

internal sealed class ModelNameConverter() : ValueConverter<ModelName, string>(name => name.ToString(), value => ModelName.Parse(value));

internal sealed class ReasonConverter() : ValueConverter<Reason, string>(reason => reason.ToString(), value => Reason.Parse(value));

/// <summary>SQLite cannot order a <see cref="DateTimeOffset"/>, but UTC ticks.</summary>
internal sealed class UtcTicksConverter() : ValueConverter<DateTimeOffset, long>(
    time => time.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

internal sealed class WordsConverter() : ValueConverter<IReadOnlyList<string>, string>(
    words => string.Join(',', words), value => value.Split(',', StringSplitOptions.RemoveEmptyEntries));

internal sealed class WordsComparer() : ValueComparer<IReadOnlyList<string>>(
    (a, b) => (a ?? Array.Empty<string>()).SequenceEqual(b ?? Array.Empty<string>()),
    words => words.Aggregate(0, (hash, word) => HashCode.Combine(hash, word)),
    words => words.ToArray());
