using ChatAi.Application.Chats;
using ChatAi.Application.Common;
using ChatAi.Infrastructure.Chats;
using ChatAi.Infrastructure.Operations;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChatAi.Infrastructure.Persistence;

internal static class PersistenceRegistration
{
    public static IServiceCollection AddPersistence(this IServiceCollection services, DataDirectory data)
    {
        var connection = new SqliteConnectionStringBuilder { DataSource = data.Store, ForeignKeys = true }.ToString();
        services.AddDbContext<ApplicationDbContext>((provider, options) => options.UseSqlite(connection)
            .AddInterceptors(
                new SqlitePragmas(), new WholeTexts(), provider.GetRequiredService<WritesInTurn>(), provider.GetRequiredService<StoreMetrics>(),
                provider.GetRequiredService<ChangedChats>()));
        services.AddSingleton<WriteTurns>();
        services.AddSingleton<WritesInTurn>();
        services.AddSingleton<StoreMetrics>();
        services.AddScoped<ChangedChats>();
        services.AddSingleton<IChatFeed, ChatFeed>();
        services.AddScoped<IApplicationDbContext>(provider => provider.GetRequiredService<ApplicationDbContext>());
        services.AddScoped<IChatPaths, ChatPaths>();
        services.AddScoped<IMessageTree, MessageTree>();
        services.AddHostedService<StoreStart>();
        services.AddHostedService<MessageBin>();
        return services;
    }
}
