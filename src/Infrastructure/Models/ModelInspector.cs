using ChatAi.Application.Models;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Common;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Models;

/// <summary>
/// Asks the model server for each model by itself, once for each content of it: only then it tells all that the model can do,
/// and that it cannot be read at all [200-205, 239]. One that is broken is asked for again with back-off: it may be mended where nobody
/// sees it, such as by a disk that is there again.
/// </summary>
internal sealed partial class ModelInspector(
    IModelServer server, IServiceScopeFactory scopes, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<ModelInspector> logger)
{
    private const int AtOnce = 4;
    private static readonly Backoff Rechecks = new(TimeSpan.FromMinutes(1), TimeSpan.FromHours(1));

    private readonly Lock _gate = new();
    private readonly Dictionary<ModelName, Recheck> _rechecks = [];
    private Task _inspecting = Task.CompletedTask;

    /// <summary>Completes when it has come to an end; it never fails.</summary>
    public Task Ended
    {
        get
        {
            lock (_gate) return _inspecting;
        }
    }

    /// <summary>Begins with what is new, unless it is still at it. Nobody has to wait for it.</summary>
    public void Begin()
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
            var due = models.Where(m => !m.IsBroken || IsDue(m.Name, m.IsInspected)).Select(m => m.Name).ToList();
            foreach (var few in due.Chunk(AtOnce))
            {
                await InspectAsync(db, few, cancellationToken);
            }
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // The portal stops, and takes away one after the other what this needs.
        }
        catch (DbUpdateConcurrencyException)
        {
            // One of them was deleted meanwhile; the next round has the others.
        }
        catch (Exception unexpected)
        {
            LogUnexpected(unexpected);
        }
    }

    private bool IsDue(ModelName name, bool isInspected)
    {
        var isKnown = _rechecks.TryGetValue(name, out var recheck);
        if (isKnown && !recheck.IsForgiven) return recheck.NotBefore <= time.GetUtcNow();
        if (!isKnown && !isInspected) return true;

        // It could be read, and was found broken since by an answer or by loading it: the delay is still to come.
        Postpone(name);
        return false;
    }

    private void Postpone(ModelName name)
    {
        var failures = _rechecks.GetValueOrDefault(name).Failures + 1;
        _rechecks[name] = new Recheck(failures, time.GetUtcNow() + Rechecks.DelayAfter(failures), IsForgiven: false);
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
                Forgive(model);
                model.Inspect(shown.Value.Capabilities, shown.Value.ContextLength, shown.Value.ParentModel, shown.Value.RemoteHost);
            }
            else if (BrokenModels.WhyBroken(model.Name, shown.Error) is { } reason)
            {
                Postpone(model.Name);
                if (model.Broken is null) LogBroken(model.Name, reason);
                model.SetBrokenReason(reason);
            }
        }

        // The stop of the portal waits for it.
        await db.SaveChangesAsync(CancellationToken.None);
    }

    // That it can be read does not prove that it can be loaded: if it is found broken again, the next check comes later.
    private void Forgive(Model model)
    {
        if (model.Broken is null) _rechecks.Remove(model.Name);
        else _rechecks[model.Name] = _rechecks.GetValueOrDefault(model.Name) with { IsForgiven = true };
    }

    [LoggerMessage(LogLevel.Warning, "The model {Name} is listed and cannot be used: {Reason}")]
    private partial void LogBroken(ModelName name, string reason);

    [LoggerMessage(LogLevel.Error, "Asking for single models failed")]
    private partial void LogUnexpected(Exception exception);

    private readonly record struct Recheck(int Failures, DateTimeOffset NotBefore, bool IsForgiven);
}
