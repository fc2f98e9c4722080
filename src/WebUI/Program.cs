using ChatAi.Application;
using ChatAi.Infrastructure;
using ChatAi.Infrastructure.Operations;
using ChatAi.WebUI.Chats;
using ChatAi.WebUI.Common;
using ChatAi.WebUI.Models;

var builder = WebApplication.CreateBuilder(args);
builder.ListenOnLoopbackByDefault();
builder.WebHost.UseStaticWebAssets();
try
{
    builder.Services
        .AddApplication()
        .AddInfrastructure(builder.Configuration)
        .AddCookieSignIn()
        .AddPages()
        .AddMapping();
}
catch (StartupException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 1;
}

var app = builder.Build();
app.UseSecurityHeaders();
app.UseStatusCodePagesWithReExecute("/error/{0}");
app.UseExceptionHandler();
app.UseRouting();
app.UseMiddleware<OwnerFirst>();
app.UseAuthentication();
app.UseAuthorization();
app.UseBodyLimit();
app.UseAntiforgeryTokens();

app.MapStaticAssets().AllowAnonymous().ShortCircuit();
app.MapHealth();
app.MapControllers();
app.MapChatEndpoints();
app.MapModelEndpoints();
await app.RunAsync();
return 0;
