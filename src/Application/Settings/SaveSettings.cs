using System.Globalization;
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
            .Must(m => ModelName.TryParse(m, out _))
            .When(c => !string.IsNullOrEmpty(c.DefaultModel))
            .WithMessage(ModelName.Rule);
        RuleFor(c => c.SystemPrompt)
            .MaximumLength(Preferences.MaxSystemPromptLength)
            .WithMessage("The system prompt can have at most 20,000 characters.");
        RuleFor(c => c.Temperature).InclusiveBetween(0, ModelOptions.MaxTemperature)
            .WithMessage("Temperature must be a number from 0 to 2.");
        RuleFor(c => c.TopP).InclusiveBetween(0, 1).WithMessage("Top p must be a number from 0 to 1.");
        RuleFor(c => c.ContextLength).InclusiveBetween(ModelOptions.MinContextLength, ModelOptions.MaxContextLength)
            .WithMessage("The context length must be a whole number of at least 256 tokens.");
        RuleFor(c => c.MaxTokens).GreaterThan(0).WithMessage("The maximum answer length must be a whole number of at least 1 token.");
        RuleFor(c => c.Theme).IsInEnum();
        RuleFor(c => c.SendKey).IsInEnum();
        RuleFor(c => c.Language).IsInEnum();
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

        var sentence = string.Create(CultureInfo.InvariantCulture,
            $"{model} supports at most {max:N0} tokens. Choose a smaller number or another model.");
        return AppError.Invalid("settings.context-length", sentence) with
        {
            Fields = new Dictionary<string, string[]> { [nameof(SaveSettingsCommand.ContextLength)] = [sentence] },
        };
    }
}
