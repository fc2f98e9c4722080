using ChatAi.Application.Models;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Models;

/// <summary>Reads the details of each new model, which alone show its capabilities and whether it is broken [200-205, 239].</summary>
internal sealed partial class ModelInspector(
    IModelServer server, IServiceScopeFactory scopes, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<ModelInspector> logger)
{
    private const int BatchSize = 4;

    private readonly Lock _gate = new();
    private readonly BrokenModelChecks _checks = new(time);
    private Task _inspecting = Task.CompletedTask;

    /// <summary>Completes when the current inspection ends; never fails.</summary>
    public Task Completion
    {
        get
        {
            lock (_gate) return _inspecting;
        }
    }

    /// <summary>Starts an inspection in the background, unless one is running.</summary>
    public void Start()
    {
        lock (_gate)
        {
            if (_inspecting.IsCompleted) _inspecting = Task.Run(() => InspectAllAsync(lifetime.ApplicationStopping));
        }
    }

    private async Task InspectAllAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ApplicationDbContext>();
            var models = await db.Models.AsNoTracking().Where(m => !m.IsInspected || m.Broken != null).OrderBy(m => m.Name)
                .Select(m => new { m.Name, m.IsInspected, IsBroken = m.Broken != null }).ToListAsync(cancellationToken);
            var due = models.Where(m => !m.IsBroken || _checks.IsDue(m.Name, m.IsInspected)).Select(m => m.Name).ToList();
            foreach (var batch in due.Chunk(BatchSize))
            {
                await InspectAsync(db, batch, cancellationToken);
            }
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // The portal is stopping.
        }
        catch (DbUpdateConcurrencyException)
        {
            // One of them was deleted meanwhile; the next inspection has the others.
        }
        catch (Exception unexpected)
        {
            LogUnexpected(unexpected);
        }
    }

    private async Task InspectAsync(ApplicationDbContext db, IReadOnlyList<ModelName> names, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        var models = await db.Models.Where(m => names.Contains(m.Name)).ToListAsync(cancellationToken);
        var answers = await Task.WhenAll(models.Select(m => server.ShowAsync(m.Name, cancellationToken)));
        foreach (var (model, shown) in models.Zip(answers))
        {
            if (shown.IsSuccess)
            {
                _checks.OnReadable(model);
                model.Inspect(shown.Value.Capabilities, shown.Value.ContextLength, shown.Value.ParentModel, shown.Value.RemoteHost);
            }
            else if (BrokenModels.WhyBroken(model.Name, shown.Error) is { } reason)
            {
                _checks.Postpone(model.Name);
                if (model.Broken is null) LogBroken(model.Name, reason.Code);
                model.SetBrokenReason(reason);
            }
        }

        // Short, and a stop of the portal waits for it.
        await db.SaveChangesAsync(CancellationToken.None);
    }

    [LoggerMessage(LogLevel.Warning, "Model {Name} is listed but cannot be used: {Reason}")]
    private partial void LogBroken(ModelName name, string reason);

    [LoggerMessage(LogLevel.Error, "Could not inspect the models; retrying at the next refresh")]
    private partial void LogUnexpected(Exception exception);
}
