using System.Net;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Common;

internal static class Eventually
{
    private const int Tries = 1200;
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(50);

    /// <summary>Asserts again and again for a minute.</summary>
    public static async Task HoldsAsync(Func<Task> assertion)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await assertion();
                return;
            }
            catch (ShouldAssertException) when (tries < Tries)
            {
                await Task.Delay(Rest, TestContext.Current.CancellationToken);
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
