namespace ChatAi.OllamaSimulator;

/// <summary>
/// <c>POST /simulator/faults</c> with <c>{"chat":"reset after=3"}</c> or <c>{"pull":"registry-dies after=30 10s"}</c> lays a
/// fault on the next one, with <c>"every":true</c> on all; <c>DELETE</c> takes all away. No part of Ollama.
/// </summary>
internal sealed class FaultEndpoint(SimulatedOllama simulator)
{
    public Task AddAsync(HttpContext context)
    {
        var fields = Fields.Parse(context.Received().Body, "FaultRequest");
        var every = fields.Flag("every") ?? false;
        var (chat, pull) = (Read(fields.Text("chat")), Read(fields.Text("pull")));
        if (chat is not null && every)
            simulator.Faults.EveryChat = chat;
        else if (chat is not null)
            simulator.Faults.NextChat(chat);
        if (pull is not null && every)
            simulator.Faults.EveryPull = pull;
        else if (pull is not null)
            simulator.Faults.NextPull(pull);
        return Task.CompletedTask;
    }

    public Task ClearAsync(HttpContext context)
    {
        simulator.Faults.Clear();
        return Task.CompletedTask;
    }

    private static Fault? Read(string text) => text.Length == 0 ? null
        : FaultText.Parse(text) ?? throw new OllamaException(400, $"'{text}' is no fault");
}
