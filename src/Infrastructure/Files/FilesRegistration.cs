using ChatAi.Application.Files;
using ChatAi.Application.Import;
using ChatAi.Infrastructure.Files.Images;
using ChatAi.Infrastructure.Files.Reading;
using ChatAi.Infrastructure.Files.Storage;
using ChatAi.Infrastructure.Import.Formats;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Files;

internal static class FilesRegistration
{
    public static IServiceCollection AddFiles(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<FilesOptions>().Bind(configuration.GetSection(FilesOptions.Section)).ValidateOnStart();
        services.AddSingleton(_ => ExtractionProgram.Own());
        services.AddSingleton<IFileReader>(provider => new ChildReader(
            provider.GetRequiredService<ExtractionProgram>(),
            ExtractionLimits.MaxTime,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ChildReader>>()));
        services.AddSingleton<IImageFiles, ImageFiles>();
        services.AddSingleton<IFileStore, FileStore>();
        services.AddSingleton<IChatFiles, ChatFiles>();
        services.AddSingleton<FileCleanup>();
        services.AddSingleton<FileReadings>();
        services.AddSingleton<IFileReadings>(provider => provider.GetRequiredService<FileReadings>());
        services.AddHostedService(provider => provider.GetRequiredService<FileCleanup>());
        services.AddHostedService(provider => provider.GetRequiredService<FileReadings>());
        return services;
    }
}
