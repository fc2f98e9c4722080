using ChatAi.WebUI.Http;

namespace ChatAi.WebUI.Models;

internal static class SetupGuideForm
{
    /// <returns>The setup guide, where the form is part of it.</returns>
    public static async Task<string> NextAsync(HttpContext context, string next) =>
        await context.Request.FormFieldAsync("back", context.RequestAborted) == "new-chat" ? Urls.Home : next;
}
