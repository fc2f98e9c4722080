namespace ChatAi.OllamaSimulator;

/// <summary>How many tokens of a conversation are evaluated.</summary>
internal static class ContextWindow
{
    private const int TokensAroundMessage = 4;
    private const int TokensOfImage = 256;

    /// <summary>Older messages are dropped without a sign until the rest fits; asked not to, it is a 400 (transcripts 072-074).</summary>
    public static int Fit(ChatRequest request, SimulatedModel model, int contextLength)
    {
        var system = request.Messages.Where(message => message.Role == "system").Sum(Tokens);
        var sizes = request.Messages.Where(message => message.Role != "system").Select(Tokens).ToList();
        var total = system + sizes.Sum() + 1;
        if (total <= contextLength)
            return total;
        if (!request.Truncate || model.HasNativeTemplate)
        {
            throw new OllamaException(
                400,
                $$$"""{"error":{"code":400,"message":"request ({{{total}}} tokens) exceeds the available context size ({{{contextLength}}} tokens), try increasing it","type":"exceed_context_size_error","n_prompt_tokens":{{{total}}},"n_ctx":{{{contextLength}}}}}"""
            );
        }
        while (sizes.Count > 1 && system + sizes.Sum() + 1 > contextLength)
            sizes.RemoveAt(0);
        total = system + sizes.Sum() + 1;
        // What is still too long is cut in its middle (transcripts 072, 240, 244).
        return total <= contextLength ? total : contextLength == 4 ? 3 : (contextLength / 2) + 2;
    }

    private static int Tokens(ChatMessage message) =>
        Tokenizer.Count(message.Content) + (message.Images.Count * TokensOfImage) + TokensAroundMessage;
}
