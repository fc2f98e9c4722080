using System.Net;
using ChatAi.Domain.Accounts;
using ChatAi.IntegrationTests.Common;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

public sealed class UserNameTests : SignedInTests
{
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
            ("\uFF50\uFF41\uFF55\uFF4C", HttpStatusCode.BadRequest), // full width
            ("pau\u0308l", HttpStatusCode.BadRequest), // a combining mark
            ("paul\u202E", HttpStatusCode.BadRequest), // right to left
        })
        {
            var answer = await visitor.PostFormAsync("/register_user", Portal.Credentials(name));

            answer.StatusCode.ShouldBe(status, name);
            (await answer.TextAsync()).ShouldContain(status == HttpStatusCode.Conflict ? "is taken, or looks like one that is" : "3 to 32 letters");
        }

        (await RowsAsync<User>()).Select(u => u.Name).ShouldBe([Portal.RootName, "paul"], ignoreOrder: true);
    }

    [Fact]
    [Trait("Security", "6")]
    public async Task Names_in_other_alphabets_are_as_good_and_as_well_guarded()
    {
        using var coco = await Portal.RegisterMemberAsync("coco");
        using var sergey = await Portal.RegisterMemberAsync("\u0421\u0435\u0440\u0433\u0435\u0439");
        using var visitor = Portal.Visit();

        // Cyrillic from one end to the other, and to the eye the Latin "coco".
        (await visitor.PostFormAsync("/register_user", Portal.Credentials("\u0441\u043E\u0441\u043E"))).StatusCode.ShouldBe(HttpStatusCode.Conflict);

        var back = await visitor.PostFormAsync("/login", Portal.Credentials("\u0421\u0415\u0420\u0413\u0415\u0419"));
        back.StatusCode.ShouldBe(HttpStatusCode.Found);
        (await visitor.PageAsync("/dashboard")).ShouldContain("\u0421\u0435\u0440\u0433\u0435\u0439");
    }
}
