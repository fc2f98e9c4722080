using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ChatAi.Infrastructure.Persistence;

/// <summary>Leaves a connection open after a statement where that was asked for; it ends with its context. Opening one again costs more
/// than most statements.</summary>
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
