using ChatAi.Application.Accounts;
using ChatAi.Application.Administration;
using ChatAi.Application.Answers;
using ChatAi.Application.Audit;
using ChatAi.Application.Chats;
using ChatAi.Application.Common;
using ChatAi.Application.Files;
using ChatAi.Application.Import;
using ChatAi.Application.Limits;
using ChatAi.Application.Models;
using ChatAi.Application.Search;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ChatAi.Application;

public static class ApplicationRegistration
{
    /// <summary>Registers the mediator, its behaviours from the outside in, and all handlers and validators.</summary>
    public static IServiceCollection AddApplication(this IServiceCollection services)
    {
        services.AddScoped<ServiceFactory>(provider => provider.GetService!);
        services.AddScoped<IMediator, Mediator>();
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(LoggingBehaviour<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(AuditBehaviour<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(RootOnlyBehaviour<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(ValidationBehaviour<,>));

        var assembly = typeof(ApplicationRegistration).Assembly;
        foreach (var handler in assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false, IsGenericType: false }))
        {
            foreach (var contract in handler.GetInterfaces().Where(IsHandlerContract)) services.AddScoped(contract, handler);
        }

        services.AddScoped<Sessions>();
        services.AddScoped<Registration>();
        services.AddScoped<ApprovedAccounts>();
        services.AddScoped<OwnPassword>();
        services.AddScoped<AccountEnd>();
        services.AddScoped<ModelChoice>();
        services.AddSingleton<PullRules>();
        services.AddScoped<AnswerStarter>();
        services.AddScoped<Attachments>();
        services.AddScoped<ContextMeter>();
        services.AddScoped<InstalledModels>();
        services.AddScoped<InstalledRows>();
        services.AddScoped<NewModelName>();
        services.AddScoped<ModelOrigins>();
        services.AddScoped<DiskSpaceCheck>();
        services.AddScoped<PullSpace>();
        services.AddScoped<RegistryCheck>();
        services.AddScoped<PullAdmission>();
        services.AddOptions<LimitsOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<LimitsOptions>, LimitsOptionsValidator>();
        services.AddSingleton<IValidateOptions<FilesOptions>, FilesOptionsValidator>();
        services.AddScoped<FileRoom>();
        services.AddScoped<SearchHits>();
        services.AddSingleton<UserLimits>();
        services.AddSingleton<ImportPlaces>();
        services.AddScoped<ImportRun>();
        return services.AddValidatorsFromAssembly(assembly, includeInternalTypes: true);
    }

    private static bool IsHandlerContract(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IRequestHandler<,>);
}
