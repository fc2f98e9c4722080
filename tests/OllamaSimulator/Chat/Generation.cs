using System.Runtime.CompilerServices;

namespace ChatAi.OllamaSimulator;

/// <summary>A step of an answer; the last one has <see cref="Final"/>.</summary>
internal sealed record Step(
    string Content = "",
    string? Thinking = null,
    IReadOnlyList<SimulatedToolCall>? ToolCalls = null,
    Final? Final = null,
    bool SplitsPackets = false
);

/// <summary>The end of an answer; no counters when a model was only loaded or unloaded.</summary>
internal sealed record Final(string DoneReason, Counters? Counters = null);

internal sealed record Counters(
    TimeSpan Total, TimeSpan Load, int PromptTokens, TimeSpan PromptEvaluation, int Tokens, TimeSpan Evaluation);

/// <summary>One chat from the checks to the last token, whichever API asked for it.</summary>
internal sealed class Generation(SimulatedOllama simulator)
{
    private SimulatorOptions Options => simulator.Options;

    private TimeProvider Time => simulator.Options.TimeProvider;

    public async IAsyncEnumerable<Step> RunAsync(ChatRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var asked = Time.GetTimestamp();
        var fault = simulator.Faults.TakeForChat(request.LastUserMessage);
        Refuse(fault, request);
        var model = ChatGuard.Check(request, simulator.Models);
        var options = ChatOptions.Read(request.Options, model, Options.ContextLength);
        var promptTokens = ContextWindow.Fit(request, model, options.ContextLength);
        var slowLoad = fault?.Kind == FaultKind.SlowLoad ? fault.Delay ?? TimeSpan.FromSeconds(5) : TimeSpan.Zero;
        using var lease = await simulator.Runners.AcquireAsync(
            model, options.ContextLength, request.KeepAlive, slowLoad, cancellationToken);
        if (request.Messages.Count == 0)
        {
            yield return new Step(Final: new Final(request.KeepAlive == TimeSpan.Zero ? "unload" : "load"));
            yield break;
        }
        var thinks = model.Can("thinking") && request.Think != "false";
        var plan = AnswerPlan.Create(simulator.Answers.For(request, model), thinks, Limit(options, request, promptTokens));
        var promptStart = Time.GetTimestamp();
        if (Options.TimeToFirstToken > TimeSpan.Zero)
            await Task.Delay(Options.TimeToFirstToken, Time, cancellationToken);
        var evaluationStart = Time.GetTimestamp();
        var pacer = new Pacer(Time, Options.TokensPerSecond);
        var splits = fault?.Kind == FaultKind.SplitUtf8;
        for (var i = 0; i < plan.Pieces.Count; i++)
        {
            await BreakAsync(fault, i, cancellationToken);
            await pacer.WaitAsync(i, cancellationToken);
            var piece = plan.Pieces[i];
            // The marks around the thinking are tokens, but not text.
            if (piece is { IsThinking: true, Text.Length: 0 })
                continue;
            yield return piece.IsThinking
                ? new Step(Thinking: piece.Text, SplitsPackets: splits)
                : new Step(piece.Text, SplitsPackets: splits);
        }
        await BreakAsync(fault, int.MaxValue, cancellationToken);
        var final = new Final(plan.DoneReason, new Counters(
            Time.GetElapsedTime(asked), lease.LoadTime, promptTokens, Time.GetElapsedTime(promptStart, evaluationStart),
            Math.Max(1, plan.Pieces.Count), Time.GetElapsedTime(evaluationStart)));
        if (plan.ToolCalls.Count == 0)
        {
            yield return new Step(Final: final, SplitsPackets: splits);
        }
        else if (model.HasNativeTemplate)
        {
            yield return new Step(ToolCalls: plan.ToolCalls, Final: final);
        }
        else
        {
            yield return new Step(ToolCalls: plan.ToolCalls);
            yield return new Step(Final: final);
        }
    }

    // Not shifted, the context ends the answer (transcript 185), but not one below 256 tokens (076).
    private static ChatOptions Limit(ChatOptions options, ChatRequest request, int promptTokens)
    {
        if (request.Shift || options.ContextLength < 256)
            return options;
        var room = Math.Max(options.ContextLength - promptTokens, 1);
        return options with { MaxTokens = Math.Min(options.MaxTokens, room) };
    }

    private static void Refuse(Fault? fault, ChatRequest request)
    {
        if (fault?.Kind == FaultKind.Busy)
            throw new OllamaException(503, "server busy, please try again.  maximum pending requests exceeded");
        if (fault?.Kind == FaultKind.NotFound)
            throw ModelEndpoints.NotFound(request.Reference);
    }

    private static async Task BreakAsync(Fault? fault, int tokensSent, CancellationToken cancellationToken)
    {
        if (fault is null || tokensSent < fault.After)
            return;
        switch (fault.Kind)
        {
            case FaultKind.ErrorLine:
                throw new OllamaException(500, fault.Text ?? "an error was encountered while running the model: unexpected EOF");
            case FaultKind.NoDone:
                throw new EndsEarlyFault();
            case FaultKind.Reset or FaultKind.CutOff:
                throw new BrokenConnectionFault(withReset: fault.Kind == FaultKind.Reset);
            case FaultKind.Silence:
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
                break;
        }
    }
}
