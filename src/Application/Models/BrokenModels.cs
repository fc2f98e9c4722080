using ChatAi.Application.Common;
using ChatAi.Domain.Common;
using ChatAi.Domain.Models;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Models;

public static class BrokenModels
{
    // Errors that recur every time.
    private static readonly string[] CodesOfBrokenModels =
    [
        ModelErrors.CannotLoadCode, ModelErrors.FileGoneCode, RegistryErrors.TooOldCode, ModelErrors.IncompatibleCode,
        ModelErrors.NeedsAppleCode, ModelErrors.TemplateCode,
    ];

    /// <returns>Null if it is not the model's fault.</returns>
    public static Reason? WhyBroken(ModelName name, AppError failure) => failure.Code switch
    {
        ModelErrors.MissingCode => ModelErrors.FileGone(name).Reason,
        ModelServerErrors.UnknownCode => failure.Reason,
        _ => CodesOfBrokenModels.Contains(failure.Code) ? failure.Reason : null,
    };

    /// <param name="failure">Null on success.</param>
    public static async Task LearnAsync(
        this IApplicationDbContext db,
        ModelName name,
        AppError? failure,
        CancellationToken cancellationToken
    )
    {
        var reason = failure is not null && CodesOfBrokenModels.Contains(failure.Code) ? failure.Reason : null;
        if (failure is not null && reason is null) return;

        // There is rarely anything to write.
        var outdated = db.Models.Where(m => m.Name == name && m.Broken != reason);
        if (await outdated.AnyAsync(cancellationToken))
            await outdated.ExecuteUpdateAsync(set => set.SetProperty(m => m.Broken, reason), cancellationToken);
    }
}
