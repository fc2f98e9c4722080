namespace ChatAi.OllamaSimulator;

/// <summary>For the health check of a container, which has no shell and no curl.</summary>
internal static class Health
{
    public const string Command = "health";

    /// <returns>0 when the simulator of this container answers.</returns>
    public static async Task<int> CheckAsync()
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(3) };
        try
        {
            using var answer = await http.GetAsync(new Uri("http://127.0.0.1:11434/api/version"));
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            return 1;
        }
    }
}
