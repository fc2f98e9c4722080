using ChatAi.Application.Answers;
using ChatAi.Infrastructure.Answers.Markdown;
using Microsoft.Extensions.DependencyInjection;

namespace ChatAi.Infrastructure.Answers;

internal static class AnswersRegistration
{
    public static IServiceCollection AddAnswers(this IServiceCollection services)
    {
        services.AddSingleton<IMarkdown, MarkdigMarkdown>();
        services.AddScoped<AnswerWriter>();
        services.AddSingleton<BusyRetry>();
        services.AddSingleton<LoadedModels>();
        services.AddSingleton<AnswerJournal>();
        services.AddSingleton<AnswerEngine>();
        services.AddSingleton<IAnswerQueue>(provider => provider.GetRequiredService<AnswerEngine>());
        services.AddSingleton<ILiveAnswers>(provider => provider.GetRequiredService<AnswerEngine>());
        services.AddHostedService(provider => provider.GetRequiredService<AnswerEngine>());
        return services;
    }
}
