using System.Reflection;
using System.Text.RegularExpressions;
using ChatAi.Application.Common;
using ChatAi.IntegrationTests.Common;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Operations;

public sealed partial class OptionsTableTests : PortalTests
{
    private readonly List<Type> _bound = [];

    protected override PortalChanges Changes => new()
    {
        Services = services => _bound.AddRange(services.Select(s => s.ServiceType)
            .Where(t => t.IsGenericType && t.GetGenericTypeDefinition() == typeof(IOptionsChangeTokenSource<>))
            .Select(t => t.GetGenericArguments()[0]).Where(t => t.Namespace!.StartsWith("ChatAi", StringComparison.Ordinal))),
    };

    [Fact]
    public void The_document_says_what_the_code_says()
    {
        var path = Path.Combine(Repository.Root, OptionsTable.File);
        if (Environment.GetEnvironmentVariable("CHATAI_WRITE_DOCS") == "1") File.WriteAllText(path, OptionsTable.Text);

        File.ReadAllText(path)
            .ShouldBe(
                OptionsTable.Text,
                $"{OptionsTable.File} is made of the options in the code. To renew it, run this test once with CHATAI_WRITE_DOCS=1."
            );
    }

    [Fact]
    public void Every_class_that_is_bound_to_the_configuration_is_in_it()
    {
        _bound.Count.ShouldBeGreaterThan(5);
        _bound
            .Distinct()
            .ShouldBe(OptionsTable.Classes, ignoreOrder: true, "A class of options is marked with [OptionsSection], and bound.");
    }

    [Fact]
    public void Every_option_says_what_it_does() => OptionsTable.Classes.SelectMany(OptionsTable.Bound)
        .Where(p => p.GetCustomAttribute<OptionAttribute>() is not { What.Length: > 10 })
        .Select(p => $"{p.DeclaringType!.Name}.{p.Name}").ShouldBeEmpty("Say with [Option] what it does.");

    [Fact]
    public void Documents_name_only_options_that_exist()
    {
        var pages = Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories);
        var documents = string.Concat(pages.Append(Path.Combine(Repository.Root, "README.md")).Select(File.ReadAllText));
        var names = Variable().Matches(documents).Select(m => m.Groups[1].Value).Distinct().ToList();

        names.Count.ShouldBeGreaterThan(5);
        foreach (var name in names) OptionsTable.Text.ShouldContain($"| `{name}` |");
    }

    // Such as Models__KeepFree, with or without a value.
    [GeneratedRegex(@"`([A-Z][A-Za-z]+__[A-Z][A-Za-z]+)(=[^`]*)?`")]
    private static partial Regex Variable();
}
