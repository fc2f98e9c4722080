using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ChatAi.Infrastructure.Operations;

internal static class OperationsRegistration
{
    /// <summary>How long an orderly stop may take in all.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(5);

    public static IServiceCollection AddOperations(this IServiceCollection services, DataDirectory data)
    {
        services.AddSingleton(data);
        services.AddDataProtection().SetApplicationName("chatai").PersistKeysToFileSystem(Directory.CreateDirectory(data.File("keys")));
        services.AddHealthChecks().AddCheck<StoreHealthCheck>("store", tags: ["ready"]);
        services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);
        return services;
    }
}
