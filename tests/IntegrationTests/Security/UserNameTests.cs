using System.Net;
using ChatAi.Domain.Accounts;
using ChatAi.Infrastructure.Persistence;
using ChatAi.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

public sealed class UserNameTests : SignedInTests
{
    private readonly KeptLog _errors = new(LogLevel.Error);

    protected override PortalChanges Changes => new() { Services = services => services.AddSingleton<ILoggerProvider>(_errors) };

    [Fact]
    [Trait("Security", "6")]
    public async Task A_name_that_exists_is_refused_in_whatever_disguise()
    {
        using var visitor = Portal.Visit();
        using var paul = await Portal.RegisterMemberAsync("paul");

        foreach (var (name, status) in new[]
        {
            ("paul", HttpStatusCode.Conflict),
            ("PAUL", HttpStatusCode.Conflict),
            (" paul ", HttpStatusCode.Conflict),
            ("PauI", HttpStatusCode.Conflict), // a capital I
            ("pau1", HttpStatusCode.Conflict),
            ("p\u0430ul", HttpStatusCode.BadRequest), // one Cyrillic letter
            ("\u0440\u0430ul", HttpStatusCode.BadRequest),
            ("paul\u200B", HttpStatusCode.BadRequest), // a space without width
            ("\uFF50\uFF41\uFF55\uFF4C", HttpStatusCode.Conflict), // full width
            ("pau\u0308l", HttpStatusCode.Conflict), // a combining mark
            ("paul\u202E", HttpStatusCode.BadRequest), // right to left
        })
        {
            var answer = await visitor.PostFormAsync("/register_user", Portal.Credentials(name));

            answer.StatusCode.ShouldBe(status, name);
            (await answer.TextAsync()).ShouldContain(
                status == HttpStatusCode.Conflict ? "is taken, or looks like one that is" : "3 to 32 letters"
            );
        }

        (await RowsAsync<User>()).Select(u => u.Name).ShouldBe([Portal.RootName, "paul"], ignoreOrder: true);
        _errors.Lines.ShouldBeEmpty("nothing went wrong in the portal");
    }

    [Fact]
    [Trait("Security", "6")]
    public async Task Names_in_other_alphabets_are_as_good_and_as_well_guarded()
    {
        using var coco = await Portal.RegisterMemberAsync("coco");
        using var sergey = await Portal.RegisterMemberAsync("\u0421\u0435\u0440\u0433\u0435\u0439");
        using var visitor = Portal.Visit();

        // Cyrillic from one end to the other, and to the eye the Latin "coco".
        (await visitor.PostFormAsync("/register_user", Portal.Credentials("\u0441\u043E\u0441\u043E"))).StatusCode.ShouldBe(
            HttpStatusCode.Conflict
        );

        var back = await visitor.PostFormAsync("/login", Portal.Credentials("\u0421\u0415\u0420\u0413\u0415\u0419"));
        back.StatusCode.ShouldBe(HttpStatusCode.Found);
        (await visitor.PageAsync("/dashboard")).ShouldContain("\u0421\u0435\u0440\u0433\u0435\u0439");
    }

    [Fact]
    [Trait("Security", "6")]
    public async Task Names_that_were_taken_before_they_were_known_to_look_alike_stay_and_no_third_is_added()
    {
        const string older = "\u0435\u0475\u0435", kept = "#" + older;
        using var eve = await Portal.RegisterMemberAsync("eve");
        using var other = await Portal.RegisterMemberAsync("waits.for.its.name");
        await Portal.InScopeAsync(services =>
            services
                .GetRequiredService<ApplicationDbContext>()
                .Users.Where(u => u.Name == "waits.for.its.name")
                .ExecuteUpdateAsync(
                    set => set.SetProperty(u => u.Name, older).SetProperty(u => u.FoldedName, older).SetProperty(u => u.NameSkeleton, kept),
                    Cancellation
                )
        );

        await Portal.RestartAsync();

        var id = (await RowsAsync<User>()).Single(u => u.Name == older).Id.ToString();
        using var root = await Portal.SignInAsync(Portal.RootName);
        foreach (var path in new[] { "/disable_user", "/enable_user" })
            (await root.PostFormAsync(path, new() { ["id"] = id }, "/root_dashboard")).StatusCode.ShouldBe(HttpStatusCode.Found, path);
        foreach (var name in new[] { "eve", older })
        {
            using var visitor = Portal.Visit();
            (await visitor.SignInAsync(name)).StatusCode.ShouldBe(HttpStatusCode.Found, name);
            (await visitor.PageAsync("/dashboard")).ShouldContain(name);
        }

        using var third = Portal.Visit();
        (await third.PostFormAsync("/register_user", Portal.Credentials("\u04BD\u0475\u0435"))).StatusCode.ShouldBe(
            HttpStatusCode.Conflict
        );
        (await RowsAsync<User>()).Single(u => u.Name == older).NameSkeleton.ShouldBe(kept);
    }
}
