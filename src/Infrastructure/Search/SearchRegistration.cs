using ChatAi.Application.Search;
using Microsoft.Extensions.DependencyInjection;

namespace ChatAi.Infrastructure.Search;

internal static class SearchRegistration
{
    public static IServiceCollection AddSearch(this IServiceCollection services)
    {
        services.AddScoped<IChatSearch, ChatSearch>();
        services.AddSingleton<SearchIndexer>();
        services.AddHostedService(provider => provider.GetRequiredService<SearchIndexer>());
        return services;
    }
}
