using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ChatAi.Infrastructure.Persistence;

/// <summary>Keeps the connection of a context open between statements if the context asks for it. It closes with the context. Opening a
/// connection costs more than most statements.</summary>
internal sealed class KeptConnection : DbConnectionInterceptor
{
    public override InterceptionResult ConnectionClosing(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result) =>
        IsKept(eventData) ? InterceptionResult.Suppress() : result;

    public override ValueTask<InterceptionResult> ConnectionClosingAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result) =>
        ValueTask.FromResult(IsKept(eventData) ? InterceptionResult.Suppress() : result);

    private static bool IsKept(ConnectionEventData eventData) => eventData.Context is ApplicationDbContext { KeepsConnection: true };
}
