namespace ChatAi.OllamaSimulator;

internal readonly record struct Piece(string Text, bool IsThinking);

/// <summary>The answer as it will be sent: cut at a stop word or at num_predict, which ends inside the thinking too (transcript
/// 066).</summary>
internal sealed record AnswerPlan(IReadOnlyList<Piece> Pieces, IReadOnlyList<SimulatedToolCall> ToolCalls, string DoneReason)
{
    public static AnswerPlan Create(SimulatedAnswer answer, bool thinks, ChatOptions options)
    {
        IReadOnlyList<string> thinking = !thinks ? [] : answer.ThinkingPieces ?? Tokenizer.Split(answer.Thinking ?? "");
        var content = CutAtStop(answer.Pieces ?? Tokenizer.Split(answer.Content), options.Stop);
        Piece[] pieces = [.. thinking.Select(text => new Piece(text, true)), .. content.Select(text => new Piece(text, false))];
        return pieces.Length <= options.MaxTokens
            ? new AnswerPlan(pieces, answer.ToolCalls, "stop")
            : new AnswerPlan(pieces[..options.MaxTokens], [], "length");
    }

    private static IReadOnlyList<string> CutAtStop(IReadOnlyList<string> pieces, IReadOnlyList<string> stop)
    {
        var whole = string.Concat(pieces);
        var ends = stop.Select(word => whole.IndexOf(word, StringComparison.Ordinal)).Where(at => at >= 0).ToList();
        if (ends.Count == 0)
            return pieces;
        var kept = new List<string>();
        var left = ends.Min();
        foreach (var piece in pieces.TakeWhile(_ => left > 0))
        {
            kept.Add(piece.Length <= left ? piece : piece[..left]);
            left -= piece.Length;
        }
        return kept;
    }
}
