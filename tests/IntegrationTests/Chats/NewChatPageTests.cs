using System.Net;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Persistence;
using ChatAi.IntegrationTests.Common;
using ChatAi.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Chats;

/// <summary>What the page of a new chat sends and shows, as a browser does it without script.</summary>
public sealed class NewChatPageTests : SharedPortalTests
{
    [Fact]
    public async Task A_long_first_message_in_Chinese_fits_into_a_form()
    {
        var message = new string('海', 199_000);
        using var form = new MultipartFormDataContent
        {
            { new StringContent(await Root.TokenAsync("/chat/new")), Visitor.TokenField },
            { new StringContent(message), "message" },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/chat/new") { Content = form };

        using var answer = await Root.SendAsync(request, Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        (await RowsAsync<Message>()).Single(m => m.Role == MessageRole.User).Text().ShouldBe(message);
    }

    [Fact]
    public async Task Chats_are_listed_by_the_readers_days()
    {
        await Root.NewChatAsync("Hello");
        await Eventually.HoldsAsync(async () => (await RowsAsync<Message>()).ShouldAllBe(m => m.Status == MessageStatus.Complete));
        // An hour ago is yesterday where it is half past midnight now, and today where it is noon.
        await Portal.InScopeAsync(services => services.GetRequiredService<ApplicationDbContext>().Set<Chat>().IgnoreQueryFilters()
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.UpdatedAt, DateTimeOffset.UtcNow.AddHours(-1)), Cancellation));

        (await DayAsync(TimeSpan.FromMinutes(30))).ShouldBe("Yesterday");
        (await DayAsync(TimeSpan.FromHours(12))).ShouldBe("Today");
    }

    // The list as it comes to a reader whose clock shows that.
    private async Task<string> DayAsync(TimeSpan clock)
    {
        var minutes = (int)(clock - TimeProvider.System.GetUtcNow().TimeOfDay).TotalMinutes;
        if (minutes < -12 * 60) minutes += 24 * 60;
        Root.Cookies.Add(Portal.Address, new Cookie("chatai-offset", $"{minutes}", "/"));
        var page = await Root.PageAsync("/settings");
        return page.Split("chat-list__day\">")[1].Split('<')[0];
    }
}
