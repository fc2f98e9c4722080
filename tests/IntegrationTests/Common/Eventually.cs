using System.Diagnostics;
using System.Net;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Common;

internal static class Eventually
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromMilliseconds(50);

    /// <summary>Repeats the assertion until it holds, for a minute at most.</summary>
    public static async Task HoldsAsync(Func<Task> assertion)
    {
        var start = Stopwatch.GetTimestamp();
        for (var delay = FirstDelay; ; delay = delay * 2 < MaxDelay ? delay * 2 : MaxDelay)
        {
            try
            {
                await assertion();
                return;
            }
            catch (ShouldAssertException) when (Stopwatch.GetElapsedTime(start) < Timeout)
            {
                await Task.Delay(delay, TestContext.Current.CancellationToken);
            }
        }
    }

    public static async Task<HttpResponseMessage> StatusAsync(HttpStatusCode status, Func<Task<HttpResponseMessage>> ask)
    {
        HttpResponseMessage answer = null!;
        await HoldsAsync(async () => (answer = await ask()).StatusCode.ShouldBe(status));
        return answer;
    }
}
