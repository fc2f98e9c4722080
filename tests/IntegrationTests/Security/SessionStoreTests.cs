using ChatAi.IntegrationTests.Common;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

/// <summary>While the store of the sessions cannot be read, nobody is signed in.</summary>
[Trait("Security", "59")]
public sealed class SessionStoreTests : SignedInTests
{
    [Theory]
    [InlineData("""ALTER TABLE "Sessions" RENAME TO "Elsewhere" """, """ALTER TABLE "Elsewhere" RENAME TO "Sessions" """)]
    [InlineData(
        """ALTER TABLE "Sessions" RENAME COLUMN "KeyHash" TO "Elsewhere" """,
        """ALTER TABLE "Sessions" RENAME COLUMN "Elsewhere" TO "KeyHash" """
    )]
    [InlineData("""ALTER TABLE "Users" RENAME TO "Elsewhere" """, """ALTER TABLE "Elsewhere" RENAME TO "Users" """)]
    public async Task No_cookie_is_accepted_neither_an_open_nor_a_revoked_one(string away, string back)
    {
        using var ben = await Portal.RegisterMemberAsync("ben");
        await Root.TokenAsync();
        using var revoked = Portal.VisitWith((await Portal.SignInAsync("ben")).SessionKey(Portal)!);
        await revoked.TokenAsync();
        (await revoked.PostAsync("/account/sessions/end_others")).IsSuccessStatusCode.ShouldBeTrue();
        (await revoked.PostAsync("/logout")).Dispose();
        using var again = Portal.VisitWith((await Portal.SignInAsync("ben")).SessionKey(Portal)!);
        await again.TokenAsync();
        var chat = await again.NewChatAsync();
        var asked = Ollama.Requests.All.Count;

        await ExecuteAsync(away);
        try
        {
            foreach (var visitor in new[] { Root, again, revoked })
            {
                foreach (var route in Routes.All.Where(route => route.Right != WebUI.Security.Right.Anyone))
                {
                    using var request = await Ask.Request(route, route.Path(chat)).WithTokenOfAsync(visitor);
                    using var answer = await visitor.SendAsync(
                        request,
                        withToken: false,
                        HttpCompletionOption.ResponseHeadersRead,
                        Cancellation
                    );

                    ((int)answer.StatusCode).ShouldBeOneOf([401, 500, 503], $"{route}");
                    answer.Headers.Contains("Set-Cookie").ShouldBeFalse($"{route}");
                }
            }
        }
        finally
        {
            await ExecuteAsync(back);
        }

        Ollama.Requests.All.Skip(asked).ShouldAllBe(r => r.Method == "GET" || r.Path == "/api/show");
        (await again.GetAsync("/dashboard")).IsSuccessStatusCode.ShouldBeTrue("it is back, and so is who was signed in");
        (await revoked.GetAsync("/dashboard")).IsSuccessStatusCode.ShouldBeFalse();
    }
}
