using ChatAi.Application;
using ChatAi.Application.Accounts;
using ChatAi.Application.Administration;
using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Accounts;
using ChatAi.Testing;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Application;

public sealed class PipelineTests
{
    public static TheoryData<Type> Requests => [.. typeof(Result).Assembly.GetTypes()
        .Where(t => t is { IsClass: true, IsAbstract: false } && ResponseOf(t) is not null)];

    [Theory]
    [MemberData(nameof(Requests))]
    public void Logging_audit_the_check_for_root_and_validation_surround_every_request(Type request)
    {
        using var services = Services(isRoot: false);
        var behaviours = services.GetServices(typeof(IPipelineBehavior<,>).MakeGenericType(request, ResponseOf(request)!));

        Type[] audit = request.IsAssignableTo(typeof(IAudited)) ? [typeof(AuditBehaviour<,>)] : [];
        behaviours.Select(b => b!.GetType().GetGenericTypeDefinition()).ShouldBe(
            [typeof(LoggingBehaviour<,>), .. audit, typeof(RootOnlyBehaviour<,>), typeof(ValidationBehaviour<,>)]);
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public void Every_request_has_one_handler(Type request)
    {
        var services = new ServiceCollection().AddApplication();

        services.Count(s => s.ServiceType == typeof(IRequestHandler<,>).MakeGenericType(request, ResponseOf(request)!)).ShouldBe(1);
    }

    [Fact]
    public async Task A_member_is_refused_before_the_handler_of_what_only_root_may()
    {
        await using var services = Services(isRoot: false);

        var refused = await services
            .GetRequiredService<IMediator>()
            .Send(new DeleteModelCommand("qwen3:8b"), TestContext.Current.CancellationToken);

        refused.Error!.Kind.ShouldBe(ErrorKind.Forbidden);
    }

    [Fact]
    public async Task What_is_refused_before_the_handler_is_written_down_too()
    {
        await using var services = Services(isRoot: false);

        await services.GetRequiredService<IMediator>().Send(new DeleteModelCommand("qwen3:8b"), TestContext.Current.CancellationToken);

        ((Log)services.GetRequiredService<IAuditLog>()).Lines.ShouldBe(["model.delete qwen3:8b forbidden"]);
    }

    [Fact]
    public async Task What_breaks_in_the_handler_is_written_down_too()
    {
        await using var services = Services(isRoot: true);

        // There is no store here.
        await Should.ThrowAsync<InvalidOperationException>(services.GetRequiredService<IMediator>()
            .Send(new ApproveUserCommand(UserId.New()), TestContext.Current.CancellationToken));

        ((Log)services.GetRequiredService<IAuditLog>()).Lines.ShouldBe(["account.approve  unexpected"]);
    }

    [Fact]
    public async Task A_request_of_the_wrong_shape_is_refused_with_a_sentence_for_each_field()
    {
        await using var services = Services(isRoot: true);

        var refused = await services.GetRequiredService<IMediator>()
            .Send(new RegisterRootCommand("x", "short", "other"), TestContext.Current.CancellationToken);

        refused.Error!.Kind.ShouldBe(ErrorKind.Invalid);
        refused.Error.Fields.Keys.ShouldBe(["UserName", "Password", "ConfirmPassword"], ignoreOrder: true);
        refused.Error.Words().ShouldContain("A user name has 3 to 32 letters");
    }

    private static Type? ResponseOf(Type type) => type.GetInterfaces()
        .FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequest<>))?.GetGenericArguments()[0];

    private static ServiceProvider Services(bool isRoot) => new ServiceCollection()
        .AddApplication()
        .AddSingleton<ICurrentUser>(new User(isRoot))
        .AddSingleton<IAuditLog>(new Log())
        .AddSingleton(TimeProvider.System)
        .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
        .BuildServiceProvider();

    private sealed class Log : IAuditLog
    {
        public List<string> Lines { get; } = [];

        public bool HasNoted => false;

        public Task<IAuditedAction> BeginAsync(AuditSubject subject, CancellationToken cancellationToken) =>
            Task.FromResult<IAuditedAction>(new Act(this, subject));

        private sealed class Act(Log log, AuditSubject subject) : IAuditedAction
        {
            public Task EndAsync(string? refusal)
            {
                log.Lines.Add($"{subject.Action} {subject.Target} {refusal ?? "done"}");
                return Task.CompletedTask;
            }
        }
    }

    private sealed record User(bool IsRoot) : ICurrentUser
    {
        public UserId? Id { get; } = UserId.New();

        public SessionId? SessionId => null;

        public SessionUser? Session => null;
    }
}
