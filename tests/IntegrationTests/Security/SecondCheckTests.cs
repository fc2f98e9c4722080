using ChatAi.Domain.Accounts;
using ChatAi.Domain.Audit;
using ChatAi.IntegrationTests.Common;
using ChatAi.WebUI.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

/// <summary>A portal whose endpoints let everybody in: what is sent from there is still refused.</summary>
public sealed class SecondCheckTests : SignedInTests
{
    protected override PortalChanges Changes => new()
    {
        Services = services => services.PostConfigure<AuthorizationOptions>(
            options => options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAssertion(_ => true).Build()),
    };

    [Fact]
    [Trait("Security", "5")]
    public async Task What_only_root_may_is_refused_to_a_member_behind_each_endpoint_too()
    {
        using var ben = await Portal.RegisterMemberAsync("ben");
        foreach (var route in Routes.That(Right.Root))
        {
            var answer = await ben.AnswerAsync(Ask.Request(route, route.Path()), Cancellation);

            answer.ShouldStartWith("403", Case.Sensitive, $"{route}");
            answer.ShouldContain("Only an administrator can do this.", Case.Sensitive, $"{route}");
        }

        (await RowsAsync<User>()).Count.ShouldBe(2);
        Ollama.Requests.All.ShouldAllBe(request => request.Method == "GET" || request.Path == "/api/show");

        // It came as far as to the request: the endpoints did not refuse.
        await Eventually.HoldsAsync(async () =>
            (await RowsAsync<AuditEntry>()).ShouldContain(e => e.Action == "account.approve" && e.Outcome == "forbidden")
        );
    }
}
