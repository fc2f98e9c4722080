using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Telemetry;

/// <summary>How the log of a process looks, for eyes and for programs.</summary>
public sealed partial class LogFormTests : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("chatai-test-").FullName;
    private SimulatedOllama _ollama = null!;

    public async ValueTask InitializeAsync() => _ollama = await SimulatedOllama.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _ollama.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task In_a_container_each_event_is_one_JSON_object_in_a_line()
    {
        var lines = await LinesAsync(new() { ["DOTNET_RUNNING_IN_CONTAINER"] = "true" });

        var events = lines.ConvertAll(line => JsonDocument.Parse(line).RootElement);
        foreach (var one in events)
        {
            var time = one.GetProperty("time").GetString().ShouldNotBeNull();
            time.ShouldEndWith("Z");
            DateTimeOffset.Parse(time, CultureInfo.InvariantCulture).Offset.ShouldBe(TimeSpan.Zero);
            one.GetProperty("level").GetString().ShouldBeOneOf("Debug", "Information", "Warning", "Error");
            one.GetProperty("category").GetString().ShouldNotBeNullOrEmpty();
            one.GetProperty("eventId").ValueKind.ShouldBe(JsonValueKind.Number);
            one.GetProperty("message").ValueKind.ShouldBe(JsonValueKind.String);
        }

        var handled = events.First(e =>
            e.GetProperty("category").GetString()!.StartsWith("ChatAi.Application.Common.LoggingBehaviour", StringComparison.Ordinal)
        );
        handled.GetProperty("event").GetString().ShouldBe("LogHandled");
        var values = handled.GetProperty("values");
        handled.GetProperty("message").GetString()!.ShouldStartWith($"{values.GetProperty("Request").GetString()} took ");
        values.GetProperty("Milliseconds").ValueKind.ShouldBe(JsonValueKind.Number);
        values.EnumerateObject().ShouldNotContain(v => v.Name == "{OriginalFormat}");
    }

    [Fact]
    public async Task Elsewhere_each_event_is_one_line_for_eyes()
    {
        var lines = await LinesAsync([]);

        lines.ShouldAllBe(line => OneLine().IsMatch(line));
        lines.ShouldContain(line => line.Contains(" took ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_operators_word_on_the_form_counts_in_a_container_too()
    {
        var lines = await LinesAsync(new() { ["DOTNET_RUNNING_IN_CONTAINER"] = "true", ["Logging__Console__FormatterName"] = "one-line" });

        lines.ShouldAllBe(line => OneLine().IsMatch(line));
    }

    [Theory]
    [InlineData("one-line")]
    [InlineData("json-line")]
    [InlineData("json")]
    [InlineData("simple")]
    [InlineData("systemd")]
    public async Task No_form_tells_the_path_of_a_request_also_where_scopes_are_wanted(string form)
    {
        var lines = await LinesAsync(
            new() { ["Logging__Console__FormatterName"] = form, ["Logging__Console__FormatterOptions__IncludeScopes"] = "true" }
        );

        lines.ShouldContain(line => line.Contains("Executing endpoint", StringComparison.Ordinal), "else nothing has been tested");
        lines.ShouldNotContain(line => line.Contains("zq7x", StringComparison.Ordinal));
        lines.ShouldNotContain(line => line.Contains("RequestPath", StringComparison.Ordinal));
    }

    // Of a portal that somebody has asked for a link that works once.
    private async Task<List<string>> LinesAsync(Dictionary<string, string> settings)
    {
        await using var portal = await PortalProcess.StartAsync(_data, _ollama.Address, settings: new(settings)
        {
            ["Logging__LogLevel__Default"] = "Debug",
            ["Logging__LogLevel__Microsoft.AspNetCore"] = "Debug",
        });
        using (var visitor = new Visitor(portal.Address))
        {
            await visitor.PostFormAsync("/register_root", Portal.Credentials(Portal.RootName));
            await visitor.GetAsync("/invitation/zq7x-once?zq7x=1");
        }

        await portal.TerminateAsync();
        return [.. portal.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (trce|dbug|info|warn|fail|crit) [\w.`+\[\],<> -]+\[\d+\] ")]
    private static partial Regex OneLine();
}
