using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Models;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Settings;

/// <summary>Saves the user's settings; null leaves an option to the model.</summary>
public sealed record SaveSettingsCommand(
    string? DefaultModel,
    string? SystemPrompt,
    double? Temperature,
    double? TopP,
    int? ContextLength,
    int? MaxTokens,
    Theme Theme,
    SendKey SendKey,
    Language Language) : IRequest<Result>;

internal sealed class SaveSettingsValidator : AbstractValidator<SaveSettingsCommand>
{
    public SaveSettingsValidator()
    {
        RuleFor(c => c.DefaultModel)
            .IsModelName()
            .When(c => !string.IsNullOrEmpty(c.DefaultModel));
        RuleFor(c => c.SystemPrompt)
            .MaximumLength(Preferences.MaxSystemPromptLength)
            .WithReason("system-prompt.too-long", Preferences.MaxSystemPromptLength);
        RuleFor(c => c.Temperature).InclusiveBetween(0, ModelOptions.MaxTemperature)
            .WithReason("options.temperature");
        RuleFor(c => c.TopP).InclusiveBetween(0, 1).WithReason("options.top-p");
        RuleFor(c => c.ContextLength).InclusiveBetween(ModelOptions.MinContextLength, ModelOptions.MaxContextLength)
            .WithReason("options.context-length", ModelOptions.MinContextLength);
        RuleFor(c => c.MaxTokens).GreaterThan(0).WithReason("options.max-tokens");
        RuleFor(c => c.Theme).IsInEnum().WithReason("field.invalid");
        RuleFor(c => c.SendKey).IsInEnum().WithReason("field.invalid");
        RuleFor(c => c.Language).IsInEnum().WithReason("field.invalid");
    }
}

internal sealed class SaveSettingsHandler(IApplicationDbContext db, ICurrentUser user) : IRequestHandler<SaveSettingsCommand, Result>
{
    // Nothing may be revealed about hidden models.
    private IQueryable<Model> VisibleModels => db.Models.AsNoTracking().Where(m => user.IsRoot || m.VisibleToMembers);

    public async Task<Result> Handle(SaveSettingsCommand request, CancellationToken cancellationToken)
    {
        var model = string.IsNullOrEmpty(request.DefaultModel) ? null : ModelName.Parse(request.DefaultModel);
        if (await CheckLocalAsync(model, cancellationToken) is { } remote) return remote;
        if (await CheckContextLengthAsync(request.ContextLength, model, cancellationToken) is { } tooLong) return tooLong;

        var account = await db.Users.SingleAsync(u => u.Id == user.RequireId(), cancellationToken);
        account.UpdatePreferences(new Preferences
        {
            DefaultModel = model,
            SystemPrompt = request.SystemPrompt?.Trim() ?? "",
            Options = new ModelOptions
            {
                Temperature = request.Temperature,
                TopP = request.TopP,
                ContextLength = request.ContextLength,
                MaxTokens = request.MaxTokens,
            },
            Theme = request.Theme,
            SendKey = request.SendKey,
            Language = request.Language,
        });
        await db.SaveChangesAsync(cancellationToken);
        return Result.Success;
    }

    private async Task<AppError?> CheckLocalAsync(ModelName? name, CancellationToken cancellationToken)
    {
        if (name is null) return null;
        var model = await VisibleModels.FirstOrDefaultAsync(m => m.Name == name, cancellationToken);
        return model?.RemoteHost is { } host ? ModelErrors.RemoteDefault(name, host) : null;
    }

    // Ollama would lower it silently.
    private async Task<AppError?> CheckContextLengthAsync(int? requested, ModelName? model, CancellationToken cancellationToken)
    {
        if (requested is null || model is null) return null;
        var facts = await VisibleModels.Where(m => m.Name == model).Select(m => m.Facts).FirstOrDefaultAsync(cancellationToken);
        if (facts?.ContextLength is not { } max || requested <= max) return null;

        return AppError.Invalid("settings.context-length", model, max).InField(nameof(SaveSettingsCommand.ContextLength));
    }
}
