using System.Text.Json;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Simulator;

/// <summary>
/// Keeps the simulator honest: each recorded request is sent to it, and its answer has the status, content type, fields,
/// order and errors of the real one.
/// </summary>
public sealed partial class ConformanceTests
{
    public static TheoryData<string> Exchanges => [.. ConformanceScope.Included];

    [Theory]
    [MemberData(nameof(Exchanges))]
    public async Task Answers_as_the_recording_does(string name)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var exchange = RecordedExchange.Load(name);
        var recorded = exchange.Response;
        await using var simulator = await RecordedState.StartAsync(exchange, cancellationToken);

        // Where the recorded client left early, so does this one; where the server broke off, this one waits for that.
        int? leaveAfter = name.Contains("sig", StringComparison.Ordinal) || recorded.EndSeen != false ? null : 5;
        var answer = await RawHttp.SendAsync(simulator.Address, exchange.Request, leaveAfter, cancellationToken);

        answer.Status.ShouldBe(recorded.Status, answer.Body);
        answer.Header("Content-Type").ShouldBe(recorded.Header("Content-Type"));
        answer.Header("Access-Control-Allow-Origin").ShouldBe(recorded.Header("Access-Control-Allow-Origin"));
        if (recorded.EndSeen is false)
            answer.EndSeen.ShouldBe(false);
        if (
            recorded.Header("Content-Type")?.Contains("json", StringComparison.Ordinal) != true
            && recorded.Header("Content-Type") != "text/event-stream"
        )
        {
            answer.Body.ShouldBe(recorded.Body);
            return;
        }
        var timing = exchange.Request.Path == "/api/pull" ? "completed" : null;
        JsonShape.Sequence(answer.Lines, timing).ShouldBe(JsonShape.Sequence(recorded.Lines, timing));
        Errors(answer).ShouldBe(Errors(recorded));
        Statuses(answer).ShouldBe(Statuses(recorded));
        Names(answer).ShouldBe(Names(recorded), ignoreOrder: exchange.Request.Path != "/api/ps");
        if (leaveAfter is null)
        {
            RecordedAnswer.Said(answer).ShouldBe(RecordedAnswer.Said(recorded));
            RecordedAnswer.DoneReason(answer).ShouldBe(RecordedAnswer.DoneReason(recorded));
        }
    }

    [Fact]
    public void Leaves_no_recording_aside_without_a_reason()
    {
        var numbers = RecordedExchange.Names.Select(ConformanceScope.Number).ToList();

        ConformanceScope.ExcludedNumbers.Except(numbers).ShouldBeEmpty("an exclusion names no recording");
        (ConformanceScope.Included.Count() + ConformanceScope.ExcludedNumbers.Count()).ShouldBe(numbers.Count);
        ConformanceScope.Included.Count().ShouldBeGreaterThan(200);
    }

    private static List<string> Errors(RecordedResponse response) =>
        [.. Values(response, "error").Select(error => Unstable().Replace(error.ToString(), "*"))];

    private static List<string> Statuses(RecordedResponse response)
    {
        var statuses = new List<string>();
        foreach (var status in Values(response, "status").Select(status => CreatedLayer().Replace(status.ToString(), "creating new layer")))
        {
            if (status.StartsWith("creating", StringComparison.Ordinal) || statuses.LastOrDefault() != status)
                statuses.Add(status);
        }
        return statuses;
    }

    private static List<string> Names(RecordedResponse response) =>
        [.. Values(response, "models").SelectMany(list => list.EnumerateArray()).Select(model => model.GetProperty("name").GetString()!)];

    private static IEnumerable<JsonElement> Values(RecordedResponse response, string field) =>
        from line in response.Lines
        where line != "[DONE]"
        let json = JsonElement.Parse(line)
        where json.TryGetProperty(field, out _)
        select json.GetProperty(field);

    // Token counts of another tokenizer, addresses, and digests of files that nobody made.
    [GeneratedRegex(
        @"\d+ tokens\)|""n_prompt_tokens"":\d+|got sha256:\w+|Get ""http[^""]*/blobs/[^""]*""|on [\d.]+:53|dial tcp 127.0.0.1:(443|5002)"
    )]
    private static partial Regex Unstable();

    [GeneratedRegex("creating new layer sha256:[0-9a-f]{64}")]
    private static partial Regex CreatedLayer();
}
