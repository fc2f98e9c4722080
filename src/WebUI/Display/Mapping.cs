using ChatAi.Application.Chats;
using ChatAi.Application.Models;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Common;
using ChatAi.Domain.Files;
using ChatAi.Domain.Models;
using ChatAi.WebUI.Chats;
using ChatAi.WebUI.Models;
using Mapster;

namespace ChatAi.WebUI.Display;

/// <summary>Maps results to view models and messages. A test fails for a field without a source.</summary>
internal static class Mapping
{
    private static readonly TypeAdapterConfig Config = Create();

    public static T To<T>(this object source) => source.Adapt<T>(Config);

    /// <summary>Throws if a field has no source; for a test.</summary>
    public static void Check() => Config.Compile();

    private static TypeAdapterConfig Create()
    {
        var config = new TypeAdapterConfig { RequireDestinationMemberSource = true };
        config.NewConfig<ChatId, Guid>().MapWith(id => id.Value);
        config.NewConfig<MessageId, Guid>().MapWith(id => id.Value);
        config.NewConfig<FileId, Guid>().MapWith(id => id.Value);
        config.NewConfig<ModelPullId, Guid>().MapWith(id => id.Value);
        config.NewConfig<ModelRequestId, Guid>().MapWith(id => id.Value);
        config.NewConfig<Reason, Reason>().MapWith(same => same);
        config.NewConfig<Siblings, Siblings>().MapWith(same => same);
        config.NewConfig<PartView, PartView>().MapWith(same => same);
        config.NewConfig<PartData, PartData>().MapWith(same => same);
        config.NewConfig<PartView, PartResponse>();
        config.NewConfig<AnswerStatistics, AnswerStatistics>().MapWith(same => same);
        config.NewConfig<AnswerStatistics, StatisticsResponse>().MapWith(statistics => StatisticsResponse.Of(statistics, null));
        config.NewConfig<MessageView, MessageViewModel>();
        config.NewConfig<MessageView, UserMessageResponse>().Map(to => to.Timestamp, from => from.CreatedAt);
        config.NewConfig<MessageView, AssistantMessageResponse>().Map(to => to.Timestamp, from => from.CreatedAt);
        config.NewConfig<MessageView, WholeMessageResponse>()
            .Map(to => to.Timestamp, from => from.CreatedAt)
            .Map(to => to.Statistics, from => StatisticsResponse.Of(from.Statistics, from.Model));
        config.NewConfig<ChatRow, ChatMessage>();
        config.NewConfig<PullProgress, ProgressMessage>()
            .Map(to => to.BytesPerSecond, from => Rounded(from.BytesPerSecond, 0))
            .Map(to => to.SecondsLeft, from => Rounded(from.SecondsLeft, 1));
        config.NewConfig<PullTicket, DownloadResponse>();
        config.NewConfig<ModelRequestRow, RequestMessage>();
        return config;
    }

    private static double? Rounded(double? number, int digits) => number is { } known ? Math.Round(known, digits) : null;
}
