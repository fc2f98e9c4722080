using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ChatAi.Infrastructure;

public static class InfrastructureRegistration
{
    /// <summary>Registers the other side of every port but <c>ICurrentUser</c>, which is HTTP's.</summary>
    public static IServiceCollection AddInfrastructure(this IServiceCollection services, IConfiguration configuration) => services;
}
