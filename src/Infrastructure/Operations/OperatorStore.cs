using ChatAi.Application.Models;
using ChatAi.Domain.Accounts;
using ChatAi.Infrastructure.Chats;
using ChatAi.Infrastructure.Common;
using ChatAi.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChatAi.Infrastructure.Operations;

/// <summary>The store without a running portal: nobody is signed in or subscribed.</summary>
internal static class OperatorStore
{
    public static ApplicationDbContext Open(DataDirectory data) => Open(data.Store);

    public static ApplicationDbContext Open(string store)
    {
        var connection = new SqliteConnectionStringBuilder
        {
            DataSource = store,
            Mode = SqliteOpenMode.ReadWrite,
            ForeignKeys = true,
            Pooling = false,
        }.ToString();
        return new ApplicationDbContext(
            new DbContextOptionsBuilder<ApplicationDbContext>()
                .UseSqlite(connection)
                .AddInterceptors(new SqlitePragmas(), new NulReplacingInterceptor(), new ChatVersions(new ChangeNotifier<UserId>()))
                .Options,
            new BackgroundUser(),
            Options.Create(new ModelsOptions()));
    }
}
