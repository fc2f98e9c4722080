using System.Net;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using ChatAi.Application.Accounts;
using ChatAi.Domain.Accounts;
using ChatAi.IntegrationTests.Common;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

public sealed partial class DefaultSecretTests
{
    private static readonly string[] Shipped = ["src/WebUI/appsettings.json", "Dockerfile", "docker-compose.yml", "start.sh"];
    private static readonly string[] Folders = ["src", "tests", "benchmarks", "docs"];

    /// <summary>So a start with a default secret cannot happen. Keys are made at the first start, in the data directory.</summary>
    [Fact]
    [Trait("Security", "21")]
    public void No_option_comes_with_a_secret()
    {
        var options = new[] { typeof(AccountsOptions), typeof(Infrastructure.InfrastructureRegistration), typeof(Program) }
            .SelectMany(type => type.Assembly.GetTypes()).Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal));

        foreach (var property in options.SelectMany(type => type.GetProperties()).Where(property => SecretName().IsMatch(property.Name)))
        {
            var asShipped = Activator.CreateInstance(property.DeclaringType!, nonPublic: true);
            property.GetValue(asShipped).ShouldBe("", property.Name);
        }
    }

    [Fact]
    [Trait("Security", "21")]
    public void What_is_shipped_holds_no_secret()
    {
        foreach (var file in Shipped) SecretValue().IsMatch(File.ReadAllText(Path.Combine(Repository(), file))).ShouldBeFalse(file);

        var sources = Folders
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository(), folder), "*", SearchOption.AllDirectories))
            .Where(file => !Generated().IsMatch(file));
        foreach (var file in sources)
        {
            Path.GetExtension(file).ShouldNotBeOneOf(".pem", ".pfx", ".key", ".p12");
            KnownSecret().IsMatch(File.ReadAllText(file)).ShouldBeFalse(file);
        }
    }

    [GeneratedRegex("Password|Secret|ApiKey|Token$", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    // A name that sounds like a secret, with a value.
    [GeneratedRegex("""(password|passwd|secret|api_?key|token)["']?\s*[:=]\s*["']?\w""", RegexOptions.IgnoreCase)]
    private static partial Regex SecretValue();

    // Private keys, and the tokens of common services by their beginnings.
    [GeneratedRegex("""-----BEGIN [A-Z ]*PRIVATE KEY|\b(ghp|gho|github_pat|glpat|xox[bp]|AKIA|sk-proj)[-_A-Z0-9][-_A-Za-z0-9]{15,}""")]
    private static partial Regex KnownSecret();

    [GeneratedRegex(@"[/\\](bin|obj|node_modules|lib)[/\\]|\.(png|svg|db)$")]
    private static partial Regex Generated();

    private static string Repository([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../.."));
}

public sealed class DefaultAccountTests : PortalTests
{
    [Fact]
    [Trait("Security", "21")]
    public async Task There_is_no_account_that_nobody_has_made()
    {
        (await RowsAsync<User>()).ShouldBeEmpty();
        using var root = await Portal.RegisterRootAsync();
        using var visitor = Portal.Visit();
        foreach (
            var (name, password) in new[] { ("root", "root"), ("admin", "admin"), ("admin", "password"), (Portal.RootName, ""), ("", "") }
        )
            (await visitor.PostFormAsync("/login", Portal.Credentials(name, password))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        (await RowsAsync<User>()).ShouldHaveSingleItem();
    }
}
