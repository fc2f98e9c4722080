using ChatAi.Infrastructure.Answers;
using ChatAi.Infrastructure.Persistence;
using ChatAi.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Chats;

public sealed class RehearsalTests : PortalTests
{
    [Fact]
    public async Task An_answer_that_is_rehearsed_comes_to_its_end_and_leaves_nothing_in_the_store()
    {
        (await Portal.Services.GetRequiredService<AnswerRehearsal>().RunAsync(Cancellation)).ShouldBeTrue();

        (await Portal.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<ApplicationDbContext>();
            var (users, chats, messages) = (await db.Users.CountAsync(), await db.Chats.IgnoreQueryFilters().CountAsync(), await db.Messages.IgnoreQueryFilters().CountAsync());
            return users + chats + messages + await db.AnswerChunks.CountAsync();
        })).ShouldBe(0);
    }
}
