using ChatAi.Application.Answers;
using ChatAi.Application.Chats;
using ChatAi.Infrastructure.Answers.Markdown;
using ChatAi.Infrastructure.Answers.Titles;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ChatAi.Infrastructure.Answers;

internal static class AnswersRegistration
{
    public static IServiceCollection AddAnswers(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ChatsOptions>().Bind(configuration.GetSection(ChatsOptions.Section)).ValidateOnStart();
        services.AddSingleton<IMarkdown, MarkdigMarkdown>();
        services.AddSingleton<AnswerWriter>();
        services.AddScoped<AnswerRequests>();
        services.AddScoped<SummarySource>();
        services.AddSingleton<BusyRetry>();
        services.AddSingleton<LoadedModels>();
        services.AddSingleton<AnswerMetrics>();
        services.AddSingleton<JournalMetrics>();
        services.AddSingleton<AnswerJournal>();
        services.AddScoped<TitleWriter>();
        services.AddSingleton<TitleQueue>();
        services.AddSingleton<AnswerEngine>();
        services.AddSingleton<IAnswerQueue>(provider => provider.GetRequiredService<AnswerEngine>());
        services.AddSingleton<ILiveAnswers>(provider => provider.GetRequiredService<AnswerEngine>());
        services.AddHostedService(provider => provider.GetRequiredService<AnswerEngine>());
        services.AddHealthChecks().AddCheck<AnswersHealthCheck>("answers", tags: ["ready"]);
        return services;
    }
}
