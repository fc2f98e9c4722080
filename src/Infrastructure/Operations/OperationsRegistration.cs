using ChatAi.Application.Common;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ChatAi.Infrastructure.Operations;

internal static class OperationsRegistration
{
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(5);

    public static IServiceCollection AddOperations(this IServiceCollection services, DataDirectory data, IConfiguration configuration)
    {
        services.AddSingleton(_ => data); // by a factory, so that it is disposed with the host
        services.AddSingleton<IDataDisk, DataDisk>();
        services.AddDataProtection().SetApplicationName("chatai").PersistKeysToFileSystem(new DirectoryInfo(data.Keys));
        services.AddHealthChecks().AddCheck<StoreHealthCheck>("store", tags: ["ready"]);
        services.AddOptions<BackupOptions>().Bind(configuration.GetSection(BackupOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<BackupOptions>, BackupOptionsValidator>());
        services.AddHostedService<BackupSchedule>();
        services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);
        return services;
    }
}
