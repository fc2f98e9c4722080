using System.Net;
using System.Security.Claims;
using ChatAi.Domain.Accounts;
using ChatAi.WebUI.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

/// <summary>Every endpoint names its right, and what the right is.</summary>
public sealed class EndpointTests(SharedPortal shared) : IClassFixture<SharedPortal>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IEnumerable<RouteEndpoint> Endpoints => shared.Portal.Services.GetRequiredService<EndpointDataSource>().Endpoints
        .OfType<RouteEndpoint>().Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null);

    [Fact]
    [Trait("Security", "1")]
    [Trait("Security", "60")]
    public void Every_endpoint_stands_in_the_table_once_and_with_its_right()
    {
        var there = Endpoints.SelectMany(endpoint =>
            Methods(endpoint)
                .Select(method =>
                    $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')} "
                        + $"{endpoint.Metadata.GetMetadata<NeedsAttribute>()?.Right.ToString() ?? "names no right"}"
                )
        );

        there.Order().ShouldBe(Routes.All.Select(route => $"{route} {route.Right}").Order());
    }

    [Fact]
    [Trait("Security", "1")]
    public void No_endpoint_goes_around_the_rights()
    {
        var all = shared.Portal.Services.GetRequiredService<EndpointDataSource>().Endpoints;

        // Both would put another rule in the place of the one that refuses whatever names no right.
        all.Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is not null || e.Metadata.GetMetadata<IAuthorizeData>() is not null)
            .ShouldBeEmpty();
        all.Where(e => e.Metadata.Any(m => m.GetType().Name == "ShortCircuitMetadata"))
            .ShouldAllBe(e => e.Metadata.GetMetadata<NeedsAttribute>()!.Right == Right.Anyone);
        all.ShouldAllBe(e => e is RouteEndpoint);
    }

    [Theory]
    [InlineData(null, false, false, false)]
    [InlineData(Right.Anyone, true, true, true)]
    [InlineData(Right.Member, false, true, true)]
    [InlineData(Right.Own, false, true, true)]
    [InlineData(Right.Root, false, false, true)]
    [Trait("Security", "1")]
    [Trait("Security", "60")]
    public async Task A_right_lets_in_whom_it_says_and_none_lets_in_nobody(Right? right, bool stranger, bool member, bool root)
    {
        (await IsLetInAsync(right, null)).ShouldBe(stranger);
        (await IsLetInAsync(right, UserRole.Member)).ShouldBe(member);
        (await IsLetInAsync(right, UserRole.Root)).ShouldBe(root);
    }

    [Theory]
    [InlineData(Ask.Page)]
    [InlineData(Ask.Program)]
    [Trait("Security", "1")]
    public async Task Who_is_not_signed_in_gets_to_what_is_for_anyone_alone(string accept)
    {
        using var stranger = shared.Portal.Visit();
        foreach (var route in Routes.All)
        {
            using var answer = await stranger.SendAsync(Ask.Request(route, route.Path(), accept), Cancellation);

            if (route.Right == Right.Anyone) ((int)answer.StatusCode).ShouldBeOneOf([200, 302, 400, 404], $"{route}");
            else if (accept == Ask.Program) answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, $"{route}");
            else answer.Headers.Location?.ToString().ShouldStartWith("/login", Case.Sensitive, $"{route}: {(int)answer.StatusCode}");
            if (route.Right != Right.Anyone && accept == Ask.Page) answer.StatusCode.ShouldBe(HttpStatusCode.Found, $"{route}");
        }
    }

    [Theory]
    [InlineData(Ask.Page)]
    [InlineData(Ask.Program)]
    [Trait("Security", "5")]
    public async Task A_member_is_refused_by_all_that_only_root_may(string accept)
    {
        foreach (var route in Routes.That(Right.Root))
        {
            var answer = await shared.Ben.AnswerAsync(Ask.Request(route, route.Path(), accept), Cancellation);

            answer.ShouldStartWith("403", Case.Sensitive, $"{route}");
            answer.ShouldContain("Only an administrator can do this.", Case.Sensitive, $"{route}");
        }

        shared.Portal.Ollama.Requests.All.ShouldAllBe(request =>
            request.Method == "GET" || request.Path == "/api/show" || request.Path == "/api/chat"
        );
    }

    [Fact]
    [Trait("Security", "8")]
    public async Task Nothing_is_changed_by_a_request_that_only_reads()
    {
        var before = await shared.RowsAsync();
        foreach (var route in Routes.Unsafe)
        {
            foreach (var method in new[] { "GET", "HEAD" })
            {
                if (Routes.All.Any(other => other.Pattern == route.Pattern && other.Method == method)) continue;
                using var answer = await shared.Anna.SendAsync(Ask.Request(method, route.Path(shared.AnnasChat)), Cancellation);
                answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed, $"{method} {route.Pattern}");
            }
        }

        (await shared.RowsAsync()).ShouldBe(before);
    }

    private async Task<bool> IsLetInAsync(Right? right, UserRole? role)
    {
        var says = right is { } named ? new EndpointMetadataCollection(new NeedsAttribute(named)) : EndpointMetadataCollection.Empty;
        var http = new DefaultHttpContext
        {
            User = new ClaimsPrincipal(
                role is null ? new ClaimsIdentity() : new ClaimsIdentity([new(ClaimTypes.Role, role.ToString()!)], "test")
            ),
        };
        http.SetEndpoint(new RouteEndpoint(_ => Task.CompletedTask, RoutePatternFactory.Parse("/somewhere"), 0, says, "somewhere"));

        await using var scope = shared.Portal.Services.CreateAsyncScope();
        var policy = await scope.ServiceProvider.GetRequiredService<IAuthorizationPolicyProvider>().GetFallbackPolicyAsync();
        return (await scope.ServiceProvider.GetRequiredService<IAuthorizationService>().AuthorizeAsync(http.User, http, policy!)).Succeeded;
    }

    private static IEnumerable<string> Methods(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods ? methods : [Routes.Any];
}
