using ChatAi.Application.Chats;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using ChatAi.Infrastructure.Chats;
using ChatAi.Infrastructure.Common;
using ChatAi.Infrastructure.Operations;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Persistence;

internal static class PersistenceRegistration
{
    public static IServiceCollection AddPersistence(this IServiceCollection services, DataDirectory data)
    {
        // Never creates the file: if the database disappears while the portal runs, it must not be replaced by an empty one.
        var connection = new SqliteConnectionStringBuilder
        {
            DataSource = data.Store,
            Mode = SqliteOpenMode.ReadWrite,
            ForeignKeys = true,
        }.ToString();
        services.AddDbContext<ApplicationDbContext>(
            (provider, options) =>
                options
                    .UseSqlite(connection)
                    .ConfigureWarnings(DoNotLogFailures)
                    .AddInterceptors(
                        new SqlitePragmas(),
                        new KeptConnection(),
                        new NulReplacingInterceptor(),
                        provider.GetRequiredService<WriteLockInterceptor>(),
                        provider.GetRequiredService<WriteCommandInterceptor>(),
                        provider.GetRequiredService<StoreMetrics>()
                    ),
            optionsLifetime: ServiceLifetime.Singleton
        );
        services.AddSingleton<StoreFileGuard>();
        services.AddSingleton<StoreWriteLock>();
        services.AddSingleton<WriteLockInterceptor>();
        services.AddSingleton<WriteCommandInterceptor>();
        services.AddSingleton<StoreMetrics>();
        services.AddSingleton<ChangeNotifier<UserId>>();
        services.AddScoped<ChatVersions>();
        services.AddScoped<IChatFeed, ChatFeed>();
        services.AddScoped<IApplicationDbContext>(provider => provider.GetRequiredService<ApplicationDbContext>());
        services.AddScoped<IStoreConnection>(provider => provider.GetRequiredService<ApplicationDbContext>());
        services.AddScoped<IChatPaths, ChatPaths>();
        services.AddScoped<IMessageTree, MessageTree>();
        services.AddSingleton<StoreStart>();
        services.AddSingleton<DeletedMessageCleanup>();
        services.AddHostedService(provider => provider.GetRequiredService<DeletedMessageCleanup>());
        services.AddSingleton<StoreCheckpoint>();
        services.AddHostedService(provider => provider.GetRequiredService<StoreCheckpoint>());
        return services;
    }

    // Failures are thrown, and the caller decides whether to log them.
    private static void DoNotLogFailures(WarningsConfigurationBuilder events) => events.Log(
        (RelationalEventId.CommandError, LogLevel.Debug),
        (CoreEventId.SaveChangesFailed, LogLevel.Debug),
        (CoreEventId.QueryIterationFailed, LogLevel.Debug));
}
