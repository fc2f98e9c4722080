using System.Net;
using ChatAi.Domain.Accounts;
using ChatAi.IntegrationTests.Common;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

public sealed class FirstAccountTests : PortalTests
{
    private const int Many = 50;

    [Fact]
    [Trait("Security", "7")]
    public async Task Of_fifty_first_registrations_at_once_exactly_one_wins()
    {
        var visitors = Enumerable.Range(0, Many).Select(_ => Portal.Visit()).ToList();
        var forms = new List<Dictionary<string, string>>();
        foreach (var (i, visitor) in visitors.Index())
        {
            var form = Portal.Credentials($"first-{(char)('a' + (i / 25))}{(char)('a' + (i % 25))}");
            forms.Add(new(form) { ["__RequestVerificationToken"] = await visitor.TokenAsync("/register_root") });
        }

        var answers = await Task.WhenAll(visitors.Zip(forms, (visitor, form) => visitor.PostFormAsync("/register_root", form)));

        answers.Count(a => a.StatusCode == HttpStatusCode.Found && a.Headers.Location?.ToString() == "/chat/new").ShouldBe(1);
        // Where there are few cores, some are told to come later.
        answers.Count(a => a.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.TooManyRequests).ShouldBe(Many - 1);
        (await RowsAsync<User>()).ShouldHaveSingleItem().Role.ShouldBe(UserRole.Root);
        visitors.ForEach(v => v.Dispose());
    }
}
