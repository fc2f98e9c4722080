namespace ChatAi.OllamaSimulator;

/// <summary>Writes every request to the log, sees clients leave, and breaks what still runs when the simulator stops.</summary>
internal sealed class RequestRecorder(SimulatedOllama simulator, CancellationToken stopping)
{
    private static readonly TimeSpan SettlingTime = TimeSpan.FromMilliseconds(50);

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var received = simulator.Requests.Add(context.Request, body);
        context.Features.Set(received);
        var weBreakIt = false;
        await using var leaving = context.RequestAborted.UnsafeRegister(_ => SeeClientLeave(), null);
        using var stop = stopping.UnsafeRegister(_ => context.Abort(), null);
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The handler may hear of it before the registration above does.
            SeeClientLeave();
        }
        catch (BrokenConnectionFault fault)
        {
            weBreakIt = true;
            // What was said before is to arrive: a reset throws away what its receiver has not read yet.
            await Task.Delay(SettlingTime, CancellationToken.None);
            context.Break(fault.WithReset);
        }
        received.Finish(context.Response.StatusCode);

        void SeeClientLeave()
        {
            if (!weBreakIt && !stopping.IsCancellationRequested)
                received.Left();
        }
    }
}
