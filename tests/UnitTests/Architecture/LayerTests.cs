using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using MediatR;
using NetArchTest.Rules;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Architecture;

public sealed class LayerTests
{
    private const string Application = "ChatAi.Application";
    private const string Infrastructure = "ChatAi.Infrastructure";
    private const string WebUI = "ChatAi.WebUI";
    private const string Extraction = "ChatAi.Infrastructure.Files.Extraction";

    private static readonly System.Reflection.Assembly DomainAssembly = typeof(Chat).Assembly;
    private static readonly System.Reflection.Assembly ApplicationAssembly = typeof(Result).Assembly;
    private static readonly System.Reflection.Assembly InfrastructureAssembly = typeof(Infrastructure.InfrastructureRegistration).Assembly;
    private static readonly System.Reflection.Assembly WebAssembly = typeof(Program).Assembly;

    [Fact]
    public void Domain_knows_nobody() =>
        DomainAssembly.GetReferencedAssemblies().Select(a => a.Name!)
            .ShouldAllBe(name => name.StartsWith("System", StringComparison.Ordinal) || name == "netstandard");

    [Fact]
    public void Application_knows_neither_Infrastructure_nor_WebUI() =>
        Holds(
            Types
                .InAssembly(ApplicationAssembly)
                .ShouldNot()
                .HaveDependencyOnAny(Infrastructure, WebUI, "Microsoft.AspNetCore", "Microsoft.Data.Sqlite", "Refit")
        );

    [Fact]
    public void Infrastructure_does_not_know_WebUI() => Holds(
        Types.InAssembly(InfrastructureAssembly).ShouldNot().HaveDependencyOn(WebUI));

    [Fact]
    public void WebUI_uses_the_store_and_the_model_server_only_through_requests() => Holds(
        Types.InAssembly(WebAssembly).That().ResideInNamespace(WebUI).ShouldNot().HaveDependencyOnAny(
            typeof(IApplicationDbContext).FullName!,
            "Microsoft.EntityFrameworkCore",
            $"{Application}.Models.IModelServer",
            $"{Application}.Answers.IAnswerQueue",
            $"{Application}.Models.IPullQueue",
            $"{Infrastructure}.Persistence",
            $"{Infrastructure}.Ollama"));

    [Fact]
    public void Only_the_Ollama_client_knows_Refit() => Holds(
        Types.InAssembly(InfrastructureAssembly).That().DoNotResideInNamespaceStartingWith($"{Infrastructure}.Ollama")
            .And().ResideInNamespaceStartingWith(Infrastructure)
            .ShouldNot().HaveDependencyOn("Refit"));

    [Fact]
    public void Only_the_child_process_knows_the_parsers_of_files()
    {
        foreach (var assembly in new[] { ApplicationAssembly, InfrastructureAssembly, WebAssembly })
        {
            Holds(Types.InAssembly(assembly).That().DoNotResideInNamespaceStartingWith(Extraction)
                .And().ResideInNamespaceStartingWith("ChatAi").ShouldNot().HaveDependencyOnAny("UglyToad", "AngleSharp"));
        }
    }

    [Fact]
    public void Files_are_extracted_by_the_operator_command_alone()
    {
        Holds(Types.InAssembly(InfrastructureAssembly).That().DoNotResideInNamespaceStartingWith(Extraction)
            .ShouldNot().HaveDependencyOn(Extraction));
        Holds(Types.InAssembly(WebAssembly).That().DoNotHaveName("OperatorCommands").And().DoNotHaveNameStartingWith("<")
            .ShouldNot().HaveDependencyOn(Extraction));
    }

    [Fact]
    public void Handlers_and_validators_are_internal_and_sealed() => ApplicationAssembly.GetTypes()
        .Where(t => t.Name.EndsWith("Handler", StringComparison.Ordinal) || t.Name.EndsWith("Validator", StringComparison.Ordinal))
        .ShouldAllBe(t => !t.IsPublic && t.IsSealed);

    [Fact]
    public void Every_request_answers_with_a_result()
    {
        var requests = ApplicationAssembly.GetTypes().Where(t => t is { IsClass: true } && Response(t) is not null).ToList();

        requests.Count.ShouldBeGreaterThan(20);
        requests.ShouldAllBe(t =>
            Response(t)!.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IResult<>))
        );
        requests.ShouldAllBe(t =>
            t.Name.EndsWith("Command", StringComparison.Ordinal) || t.Name.EndsWith("Query", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void No_entity_can_be_changed_from_outside() =>
        DomainAssembly
            .GetTypes()
            .Where(t =>
                t.Namespace is { } name
                && name.StartsWith("ChatAi.Domain", StringComparison.Ordinal)
                && t is { IsClass: true, IsPublic: true }
            )
            .Where(t => !t.IsAssignableTo(typeof(Exception)))
            .SelectMany(t => t.GetProperties())
            .Where(p =>
                p.SetMethod is { IsPublic: true } set
                && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit))
            )
            .ShouldBeEmpty();

    private static Type? Response(Type type) => type.GetInterfaces()
        .FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequest<>))?.GetGenericArguments()[0];

    private static void Holds(ConditionList rule)
    {
        var result = rule.GetResult();
        (result.FailingTypeNames ?? []).ShouldBeEmpty();
    }
}
