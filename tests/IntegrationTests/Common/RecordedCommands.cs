using System.Collections.Concurrent;
using System.Data.Common;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace ChatAi.IntegrationTests.Common;

/// <summary>The SQL that the portal runs through EF Core.</summary>
internal sealed class RecordedCommands : DbCommandInterceptor
{
    private readonly ConcurrentQueue<string> _commands = new();

    public IReadOnlyList<string> All => [.. _commands];

    public void AddTo(IServiceCollection services) =>
        services.ConfigureDbContext<ApplicationDbContext>((_, options) => options.AddInterceptors(this));

    public void Clear() => _commands.Clear();

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default
    )
    {
        _commands.Enqueue(command.CommandText);
        return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
    }
}
