using System.Data.Common;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;

namespace ChatAi.Infrastructure.Chats;

internal static class ChatVersionUpdate
{
    /// <returns>The new version; null if the account is gone.</returns>
    public static async Task<long?> RunAsync(
        DbTransaction transaction, UserId owner, IReadOnlyCollection<ChatId> chats, bool needsResync, CancellationToken cancellationToken)
    {
        await using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        var ownerName = AddParameter(command, owner.Value);
        var resync = needsResync ? """, "ChatsResyncVersion" = "ChatsVersion" + 1""" : "";
        command.CommandText = $"""UPDATE "Users" SET "ChatsVersion" = "ChatsVersion" + 1{resync} WHERE "Id" = {ownerName};""";
        if (chats.Count > 0)
        {
            var ids = string.Join(", ", chats.Select(chat => AddParameter(command, chat.Value)));
            command.CommandText +=
                $"""
                UPDATE "Chats" SET "FeedVersion" = (SELECT "ChatsVersion" FROM "Users" WHERE "Id" = {ownerName})
                WHERE "OwnerId" = {ownerName} AND "Id" IN ({ids});
                """;
        }

        command.CommandText += $"""SELECT "ChatsVersion" FROM "Users" WHERE "Id" = {ownerName};""";
        return await command.ExecuteScalarAsync(cancellationToken) as long?;
    }

    private static string AddParameter(DbCommand command, Guid value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = $"@p{command.Parameters.Count}";
        parameter.Value = value;
        command.Parameters.Add(parameter);
        return parameter.ParameterName;
    }
}
