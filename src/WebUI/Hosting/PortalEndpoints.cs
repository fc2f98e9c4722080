using ChatAi.WebUI.Accounts;
using ChatAi.WebUI.Audit;
using ChatAi.WebUI.Chats;
using ChatAi.WebUI.Export;
using ChatAi.WebUI.Files;
using ChatAi.WebUI.Import;
using ChatAi.WebUI.Models;
using ChatAi.WebUI.Security;

namespace ChatAi.WebUI.Hosting;

internal static class PortalEndpoints
{
    public static void MapPortal(this WebApplication app)
    {
        app.MapStaticAssets().Needs(Right.Anyone).ShortCircuit();
        app.MapHealth();
        app.MapControllers();
        app.MapAccountEndpoints();
        app.MapExportEndpoints();
        app.MapImportEndpoints();
        app.MapChatEndpoints();
        app.MapChatEventEndpoints();
        app.MapChatSettingEndpoints();
        app.MapMessageEndpoints();
        app.MapDiagramSandbox();
        app.MapFileEndpoints();
        app.MapModelEndpoints();
        app.MapDownloadEndpoints();
        app.MapModelSettingEndpoints();
        app.MapModelCreationEndpoints();
        app.MapModelRequestEndpoints();
        app.MapPolicyEndpoints();
        app.MapAuditEndpoints();
    }
}
