using System.Runtime.CompilerServices;
using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Chats;

namespace ChatAi.Infrastructure.Ollama;

/// <summary>Streams the events of one chat request.</summary>
internal sealed class OllamaChat(IOllamaApi api, OllamaOptions options, TimeProvider clock, OllamaErrorLog errors)
{
    public async IAsyncEnumerable<ChatEvent> RunAsync(ChatRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stream = new OllamaStream(clock, cancellationToken);
        var body = OllamaBodies.Of(request);
        if (!await stream.OpenAsync(token => api.ChatAsync(body, token), options.FirstTokenTimeout, request.Model))
        {
            yield return new ChatEvent.Failed(NotBegun(stream) ?? errors.Report(stream)) { Overflow = OverflowIn(stream.ErrorText) };
            yield break;
        }

        var hasBegun = false;
        var tags = new ReasoningTags();
        while (await stream.ReadLineAsync(options.IdleTimeout))
        {
            hasBegun = true;
            if (!ChatLine.TryParse(stream.Line, out var line))
            {
                yield return new ChatEvent.Failed(stream.Unreadable);
                yield break;
            }

            if (line.Thinking is { Length: > 0 } thinking)
            {
                tags.OnReasoning();
                yield return new ChatEvent.Delta(MessagePartKind.Reasoning, thinking);
            }

            if (line.Content is { Length: > 0 } content)
            {
                foreach (var change in tags.Add(content)) yield return change;
            }

            foreach (var (call, arguments) in line.ToolCalls ?? []) yield return new ChatEvent.ToolCalled(call, arguments);
            if ((line.IsDone || line.Error is not null) && tags.End() is { } rest) yield return rest;
            if (line.Error is { } text)
            {
                var error = errors.Report(OllamaErrors.ForText(text, request.Model), text);
                yield return new ChatEvent.Failed(error) { Overflow = OverflowIn(text) };
                yield break;
            }

            if (line.IsDone)
            {
                yield return new ChatEvent.Done(line.Statistics);
                yield break;
            }
        }

        yield return new ChatEvent.Failed((hasBegun ? null : NotBegun(stream)) ?? stream.Error ?? ModelServerErrors.CutOff());
    }

    // Silence before the first token means that a model does not load or a queue is long; later, that something is stuck.
    private AppError? NotBegun(OllamaStream stream) =>
        stream.Error is { Code: ModelServerErrors.SilentCode } ? ModelServerErrors.NotBegun(options.FirstTokenTimeout) : null;

    private static ContextOverflow? OverflowIn(string? text) => text is null ? null : ModelErrorTexts.OverflowIn(text);
}
