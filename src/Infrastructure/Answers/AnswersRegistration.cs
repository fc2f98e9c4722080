using ChatAi.Application.Answers;
using ChatAi.Application.Chats;
using ChatAi.Infrastructure.Answers.Generation;
using ChatAi.Infrastructure.Answers.Journal;
using ChatAi.Infrastructure.Answers.Live;
using ChatAi.Infrastructure.Answers.Markdown;
using ChatAi.Infrastructure.Answers.Queue;
using ChatAi.Infrastructure.Answers.Titles;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Answers;

internal static class AnswersRegistration
{
    public static IServiceCollection AddAnswers(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ChatsOptions>().Bind(configuration.GetSection(ChatsOptions.Section))
            .Validate(
                o => o.AnswerLength is >= ChatsOptions.MinAnswerLength and <= ChatsOptions.MaxAnswerLength,
                $"Chats__AnswerLength must be between {ChatsOptions.MinAnswerLength} and {ChatsOptions.MaxAnswerLength}.")
            .ValidateOnStart();
        services.AddSingleton<IMarkdown>(provider => new CachedMarkdown(
            new FallbackMarkdown(new MarkdigMarkdown(), provider.GetRequiredService<ILogger<FallbackMarkdown>>()),
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddScoped<IAnswerJournal, StoredJournal>();
        services.AddScoped<AnswerRequests>();
        services.AddScoped<SummarySource>();
        services.AddScoped<FileTurns>();
        services.AddScoped<ContextRoom>();
        services.AddScoped<FileShares>();
        services.AddScoped<TitleRequests>();
        services.AddScoped<TitleWriter>();
        services.AddSingleton<AnswerMetrics>();
        services.AddSingleton<JournalMetrics>();
        services.AddSingleton<LoadedModels>();
        services.AddSingleton<BusyRetry>();
        services.AddSingleton<LiveAnswers>();
        services.AddSingleton<ILiveAnswers>(provider => provider.GetRequiredService<LiveAnswers>());
        services.AddSingleton<FairQueue>();
        services.AddSingleton<FileWait>();
        services.AddSingleton<AnswerChunkStore>();
        services.AddSingleton<AnswerStore>();
        services.AddSingleton<OrphanedAnswers>();
        services.AddSingleton<AnswerReader>();
        services.AddSingleton<IAnswerRounds, SingleRound>();
        services.AddSingleton<AnswerGeneration>();
        services.AddSingleton<AnswerWriter>();
        services.AddSingleton<AnswerRunner>();
        services.AddSingleton<IAnswerQueue, AnswerQueue>();

        // Services stop in reverse order: answers end before what saves and renders them.
        AddService<AnswerJournal>(services);
        AddService<AnswerRenderer>(services);
        AddService<TitleQueue>(services);
        AddService<AnswerSlots>(services);
        services.AddHealthChecks().AddCheck<AnswersHealthCheck>("answers", tags: ["ready"]);
        return services;
    }

    private static void AddService<T>(IServiceCollection services) where T : class, IHostedService
    {
        services.AddSingleton<T>();
        services.AddHostedService(provider => provider.GetRequiredService<T>());
    }
}
