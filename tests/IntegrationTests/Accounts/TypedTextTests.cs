using System.Net;
using ChatAi.Domain.Accounts;
using ChatAi.Infrastructure.Persistence;
using ChatAi.IntegrationTests.Common;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Accounts;

/// <summary>One person types the same name and password on keyboards that send them differently.</summary>
public sealed class TypedTextTests : SharedPortalTests
{
    private const string Composed = "gr\u00F6\u00DFe \u00FCber alles \uAC00";
    private const string Decomposed = "gro\u0308\u00DFe u\u0308ber alles \u1100\u1161";

    [Theory]
    [InlineData(Composed, Decomposed)]
    [InlineData(Decomposed, Composed)]
    [InlineData("correct horse battery", "correct\u00A0horse\u3000battery")]
    public async Task A_password_is_the_same_in_every_form(string first, string second)
    {
        using var visitor = Portal.Visit();
        (await visitor.PostFormAsync("/register_user", Portal.Credentials("jonas", first))).StatusCode.ShouldBe(HttpStatusCode.Found);

        using var again = Portal.Visit();
        (await again.PostFormAsync("/login", Portal.Credentials("jonas", second + "."))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await again.PostFormAsync("/login", Portal.Credentials("jonas", second))).StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [Theory]
    [InlineData(Composed)]
    [InlineData(Decomposed)]
    public async Task A_hash_of_an_older_version_is_found_from_every_keyboard_and_made_anew(string typed)
    {
        (await Portal.RegisterMemberAsync("jonas")).Dispose();
        var hasher = Portal.Services.GetRequiredService<IPasswordHasher<User>>();
        var old = hasher.HashPassword(null!, Decomposed);
        await Portal.InScopeAsync(services => services.GetRequiredService<ApplicationDbContext>()
            .Users.Where(u => u.Name == "jonas").ExecuteUpdateAsync(set => set.SetProperty(u => u.PasswordHash, old), Cancellation));

        using var visitor = Portal.Visit();
        (await visitor.PostFormAsync("/login", Portal.Credentials("jonas", typed))).StatusCode.ShouldBe(HttpStatusCode.Found);

        var jonas = (await RowsAsync<User>()).Single(u => u.Name == "jonas");
        hasher.VerifyHashedPassword(jonas, jonas.PasswordHash, Composed).ShouldBe(PasswordVerificationResult.Success);
    }

    [Theory]
    [InlineData("jo\u0308rg")]
    [InlineData(" J\u00D6RG\r\n")]
    [InlineData("\uFF4A\u00F6\uFF52\uFF47")]
    public async Task A_name_is_the_same_in_every_form(string typed)
    {
        using var visitor = Portal.Visit();
        (await visitor.PostFormAsync("/register_user", Portal.Credentials(" jo\u0308rg "))).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await RowsAsync<User>()).ShouldContain(u => u.Name == "j\u00F6rg");

        using var again = Portal.Visit();
        (await again.PostFormAsync("/register_user", Portal.Credentials(typed))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await again.PostFormAsync("/login", Portal.Credentials(typed))).StatusCode.ShouldBe(HttpStatusCode.Found);
    }
}
