using ChatAi.Application;
using ChatAi.Infrastructure;
using ChatAi.WebUI.Chats;
using ChatAi.WebUI.Hosting;
using ChatAi.WebUI.Http;
using ChatAi.WebUI.Limits;
using ChatAi.WebUI.Localization;
using ChatAi.WebUI.Operations;
using ChatAi.WebUI.Security;
using ChatAi.WebUI.Sessions;
using ChatAi.WebUI.Telemetry;
using Microsoft.Extensions.Options;

if (OperatorCommands.Find(args) is { } command) return await command();

using var stop = new StopSignals();
IConfiguration configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
try
{
    var builder = WebApplication.CreateBuilder(args);
    configuration = builder.Configuration;
    builder.ListenOnLoopbackByDefault();
    builder.Logging.AddOneLineLogs(builder.Configuration).WithoutRequestPaths();
    builder.WebHost.UseStaticWebAssets();
    builder.Services
        .AddApplication()
        .AddInfrastructure(builder.Configuration)
        .AddNetwork(builder.Configuration)
        .AddCookieSignIn()
        .AddPages()
        .AddLimits(builder.Configuration)
        .AddTelemetry(builder.Configuration);

    var app = builder.Build();
    app.UseIdleMemory();
    app.UseSecurityHeaders();
    app.UseRequestLocalization();
    app.UseNetwork();
    app.UseStatusCodePagesWithReExecute("/error/{0}", createScopeForStatusCodePages: true);
    app.UseExceptionHandler();
    app.UseDiagramLibrary();
    app.UseRouting();
    app.UseDeniedAccess();
    app.UseAddressLimits();
    app.UseMiddleware<RequireFirstAccount>();
    app.UseAuthentication();
    app.UsePreferredLanguage();
    app.UseAuthorization();
    app.UseBodyLimit();
    app.UseStateChangeGate();
    app.UseMiddleware<RepeatedForms>();

    app.MapPortal();
    app.CheckPathBase();

    app.Services.GetRequiredService<IStartupValidator>().Validate();
    ProgramVersion.LogStart(app.Logger);
    UnknownOptions.Report(app.Services);
    StartedFile.WriteOnceStarted(app);
    try
    {
        await app.Services.PrepareStoreAsync(stop.Token);
        await ((IHost)app).RunAsync(stop.Token);
    }
    catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
    {
        StopSignals.LogStopped(app.Logger);
        await app.DisposeAsync();
    }

    return 0;
}
catch (Exception failure) when (StartFailure.Explain(failure) is { } sentence)
{
    StartFailure.Report(sentence, configuration);
    return 1;
}
