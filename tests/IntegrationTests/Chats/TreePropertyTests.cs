using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Chats;

/// <summary>Whatever is done to a chat in whatever order, its page shows what a simple model says.</summary>
public sealed partial class TreePropertyTests : SharedPortalTests
{
    private const int Steps = 40;
    private const int StepsOfSlowTier = 150;

    private readonly TreeModel _model = new();
    private (string Id, IReadOnlyList<string> All, string Leaf)? _deleted;
    private string _chat = null!;

    // Answers that broke off.
    private readonly HashSet<string> _cut = [];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public Task The_page_shows_the_path_and_the_versions_that_the_model_has(int seed) => ShouldAgreeAsync(seed, Steps);

    [SlowTheory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public Task The_page_shows_the_path_and_the_versions_after_many_steps(int seed) => ShouldAgreeAsync(seed, StepsOfSlowTier);

    private async Task ShouldAgreeAsync(int seed, int steps)
    {
        var random = new Random(seed);
        Ollama.Answers.Respond = request => new SimulatedAnswer($"Answer to {request.LastUserMessage}.");
        _chat = await Root.NewChatAsync();

        for (var step = 0; step < steps; step++)
        {
            if (random.Next(4) == 0) Ollama.Faults.NextChat(Fault.CutOff(1));
            var did = await StepAsync(random, step);
            await ShouldAgreeAsync($"after step {step} of seed {seed}: {did}");
        }
    }

    private async Task<string> StepAsync(Random random, int step)
    {
        var path = _model.Path;
        var node = path.Count > 0 ? path[random.Next(path.Count)] : null;
        switch (random.Next(10))
        {
            case 0 or 1 when node is { IsMine: true }:
                await AddAsync($"message/{node.Id}/edit", node.Parent, new { message = $"Edited {step}" });
                return "edit";
            case 2 or 3 when node is not null:
                await AgainAsync(node);
                return "regenerate";
            case 4 when _model.Path is [.., { IsMine: false } last] && _cut.Remove(last.Id):
                await DoneAsync($"message/{last.Id}/continue");
                await WholeAsync(last.Id);
                return "continue";
            case 4 or 5 or 6 when node is not null:
                var versions = _model.Children(node.Parent);
                var chosen = versions[random.Next(versions.Count)].Id;
                await DoneAsync($"message/{chosen}/select");
                _model.Select(chosen);
                return "select";
            case 7 when node is not null && path.Count > 4:
                _deleted = (node.Id, [.. _model.Below(node.Id).Select(n => n.Id)], _model.Leaf!);
                await DoneAsync($"message/{node.Id}/delete");
                _model.Delete(node.Id);
                return "delete";
            case 8 when _deleted is { } deleted && _model.IsThere(_model.Of(deleted.Id).Parent):
                (
                    await Root.PostFormAsync(
                        $"/chat/{_chat}/message/{deleted.Id}/restore",
                        new() { ["leaf"] = deleted.Leaf },
                        $"/chat/{_chat}"
                    )
                ).StatusCode.ShouldBe(HttpStatusCode.Found);
                _model.Restore(deleted.All, deleted.Leaf);
                _deleted = null;
                return "restore";
            default:
                await AddAsync("message", _model.Leaf, new { message = $"Asked {step}", parentId = _model.Leaf });
                return "send";
        }
    }

    private async Task AddAsync(string path, string? parent, object body)
    {
        var answer = await Root.PostAsync($"/chat/{_chat}/{path}", body);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.TextAsync());
        var sent = await answer.JsonAsync();
        var question = IdOf(sent, "userMessage");
        _model.Add(question, parent, isMine: true);
        await EndedAsync(sent, question);
    }

    private async Task AgainAsync(TreeModel.Node node)
    {
        var answer = await Root.PostAsync($"/chat/{_chat}/message/{node.Id}/regenerate");
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.TextAsync());
        await EndedAsync(await answer.JsonAsync(), node.IsMine ? node.Id : node.Parent!);
    }

    private async Task EndedAsync(JsonElement sent, string question)
    {
        var answer = IdOf(sent, "assistantMessage");
        _model.Add(answer, question, isMine: false);
        await WholeAsync(answer);
    }

    // Some of the answers break off; such a one can be gone on with.
    private async Task WholeAsync(string answer)
    {
        var whole = await Root.JsonAsync($"/chat/{_chat}/message/{answer}");
        var status = whole.GetProperty("message").GetProperty("status").GetString();
        if (status == "failed") _cut.Add(answer);
        else status.ShouldBe("complete");
    }

    private async Task DoneAsync(string path) => (await Root.PostAsync($"/chat/{_chat}/{path}")).IsSuccessStatusCode.ShouldBeTrue(path);

    private async Task ShouldAgreeAsync(string when)
    {
        var page = await Root.PageAsync($"/chat/{_chat}");
        var shown = Shown().Matches(page[..page.IndexOf("<template data-template=\"user-message\"", StringComparison.Ordinal)]);
        var newest = _model.Path.TakeLast(20).ToList();
        shown.Where(m => m.Groups["id"].Success).Select(m => m.Groups["id"].Value).ShouldBe(newest.Select(n => n.Id), when);

        var places = newest.Select(n => _model.Children(n.Parent).ToList() is { Count: > 1 } all
            ? $"{all.FindIndex(other => other.Id == n.Id) + 1} / {all.Count}"
            : null);
        shown.Where(m => m.Groups["place"].Success).Select(m => m.Groups["place"].Value).ShouldBe(places.OfType<string>(), when);
    }

    private static string IdOf(JsonElement sent, string message) => sent.GetProperty(message).GetProperty("id").GetString()!;

    [GeneratedRegex("""data-message="(?<id>[0-9a-f-]{36})"|siblings__place">(?<place>\d+ / \d+)<""", RegexOptions.ExplicitCapture)]
    private static partial Regex Shown();
}
