using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Models;
using FluentValidation;
using MediatR;

namespace ChatAi.Application.Models;

/// <summary>Creates a variant of an installed model. Null inherits an option from the base.</summary>
public sealed record CreateModelCommand(
    string Name, string From, string? SystemPrompt, double? Temperature, double? TopP, int? ContextLength, int? MaxTokens)
    : IRequest<Result>, IRootOnly, IAudited
{
    AuditSubject IAudited.Audit => AuditSubject.OfModel("model.create", Name);
}

internal sealed class CreateModelValidator : AbstractValidator<CreateModelCommand>
{
    public CreateModelValidator()
    {
        RuleFor(c => c.Name).IsModelName();
        RuleFor(c => c.From).IsModelName();
        RuleFor(c => c.SystemPrompt)
            .MaximumLength(Preferences.MaxSystemPromptLength)
            .WithReason("system-prompt.too-long", Preferences.MaxSystemPromptLength);
        RuleFor(c => c.Temperature).InclusiveBetween(0, ModelOptions.MaxTemperature)
            .WithReason("options.temperature");
        RuleFor(c => c.TopP).InclusiveBetween(0, 1).WithReason("options.top-p");
        RuleFor(c => c.ContextLength).InclusiveBetween(ModelOptions.MinContextLength, ModelOptions.MaxContextLength)
            .WithReason("options.context-length", ModelOptions.MinContextLength);
        RuleFor(c => c.MaxTokens).GreaterThan(0).WithReason("options.max-tokens");
    }
}

internal sealed class CreateModelHandler(
    IModelServer server, IModelServerMonitor monitor, InstalledModels installed, NewModelName names, ModelOrigins origins)
    : IRequestHandler<CreateModelCommand, Result>
{
    public async Task<Result> Handle(CreateModelCommand request, CancellationToken cancellationToken)
    {
        var name = ModelName.Parse(request.Name);
        if (await names.CheckAsync(name, cancellationToken) is { } taken) return taken;

        // Ollama would download a missing base from whatever registry its name says.
        var from = ModelName.Parse(request.From);
        if (await installed.FindAsync(from, cancellationToken) is null) return ModelErrors.ModelMissing(from);

        var options = new ModelOptions
        {
            Temperature = request.Temperature,
            TopP = request.TopP,
            ContextLength = request.ContextLength,
            MaxTokens = request.MaxTokens,
        };
        var created = await server.CreateAsync(
            new NewModel(name, from, request.SystemPrompt?.Trim() ?? "", options), cancellationToken);
        await monitor.RefreshAsync(TimeSpan.Zero, cancellationToken);
        if (created.IsSuccess) await origins.MarkLocalAsync(name, cancellationToken);
        return created;
    }
}
