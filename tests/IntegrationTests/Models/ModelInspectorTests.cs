using ChatAi.Application.Models;
using ChatAi.Infrastructure.Models;
using ChatAi.IntegrationTests.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Models;

public sealed class ModelInspectorTests : PortalTests
{
    private readonly KeptLog _errors = new(LogLevel.Error);

    protected override PortalChanges Changes => new() { Services = services => services.AddSingleton<ILoggerProvider>(_errors) };

    [Fact]
    public async Task What_is_asked_for_while_the_portal_stops_is_not_told_as_a_failure()
    {
        var monitor = Portal.Services.GetRequiredService<IModelServerMonitor>();
        var before = monitor.Current;
        await Portal.RestartAsync();

        (await monitor.RefreshAsync(TimeSpan.Zero, Cancellation)).Host.ShouldBe(before.Host);

        _errors.Lines.ShouldNotContain(line => line.StartsWith("Asking", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_portal_that_stops_while_it_asks_for_its_models_tells_of_no_failure()
    {
        var inspector = Portal.Services.GetRequiredService<ModelInspector>();
        await Portal.RestartAsync();

        // All that it needs is gone by now.
        inspector.Begin();
        await inspector.Ended;

        _errors.Lines.ShouldNotContain(line => line.StartsWith("Asking", StringComparison.Ordinal));
    }
}
