using ChatAi.Application.Files;
using ChatAi.Infrastructure.Files.Reading;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Files;

internal static class FilesRegistration
{
    public static IServiceCollection AddFiles(this IServiceCollection services) => services
        .AddSingleton(_ => ExtractionProgram.Own())
        .AddSingleton<IFileReader>(provider => new ChildReader(
            provider.GetRequiredService<ExtractionProgram>(),
            ExtractionLimits.MaxTime,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ChildReader>>()));
}
