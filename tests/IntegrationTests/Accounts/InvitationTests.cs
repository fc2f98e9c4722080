using System.Net;
using ChatAi.Domain.Accounts;
using ChatAi.IntegrationTests.Common;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Accounts;

public sealed class InvitationTests : SignedInTests
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);

    protected override TimeProvider Time => _clock;

    protected override Dictionary<string, string> Settings => new() { ["Accounts:Registration"] = "Closed" };

    [Fact]
    public async Task An_invitation_makes_one_account_that_works_at_once_though_registration_is_closed()
    {
        var link = await InviteAsync(new() { ["note"] = "Jonas" });
        using var jonas = Portal.Visit();
        (await jonas.PageAsync(link)).ShouldContain("Create your account");

        var refused = await jonas.PostFormAsync(link, Portal.Credentials("jo", "short"));
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refused.TextAsync()).ShouldContain("3 to 32 letters");
        (await jonas.PostFormAsync(link, Portal.Credentials(Portal.RootName.ToUpperInvariant()))).StatusCode.ShouldBe(
            HttpStatusCode.Conflict
        );
        (await RowsAsync<Invitation>()).ShouldHaveSingleItem().Uses.ShouldBe(0);

        (await jonas.PostFormAsync(link, Portal.Credentials("jonas"))).Headers.Location!.ToString().ShouldBe("/chat/new");
        (await jonas.PageAsync("/dashboard")).ShouldContain("jonas");
        var user = (await RowsAsync<User>()).Single(u => u.Name == "jonas");
        (user.Role, user.Status).ShouldBe((UserRole.Member, UserStatus.Active));

        using var other = Portal.Visit();
        var again = await other.GetAsync(link);
        again.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await again.TextAsync()).ShouldContain("This invitation was already used.");
        (await Root.PageAsync("/root_dashboard")).ShouldContain("No open invitations.");
    }

    [Fact]
    public async Task The_store_holds_no_link_and_each_reason_why_one_does_not_work_has_its_sentence()
    {
        var expired = await InviteAsync(new() { ["days"] = "1" });
        var revoked = await InviteAsync(new() { ["days"] = "30" });
        var row = (await RowsAsync<Invitation>()).MaxBy(i => i.ExpiresAt)!;
        row.TokenHash.ShouldNotContain(revoked.Split('/')[^1]);

        (await Root.PostFormAsync("/revoke_invitation", new() { ["id"] = row.Id.ToString() }, "/root_dashboard")).StatusCode.ShouldBe(
            HttpStatusCode.Found
        );
        _clock.Advance(TimeSpan.FromDays(1));

        using var visitor = Portal.Visit();
        foreach (
            var (link, sentence) in new[]
            {
                (expired, "has expired"),
                (revoked, "was revoked"),
                ("/invitation/unknown", "This invitation does not exist"),
                ("/invitation/%20", "This invitation does not exist"),
            }
        )
        {
            var answer = await visitor.GetAsync(link);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await answer.TextAsync()).ShouldContain(sentence);
            var sent = await visitor.PostFormAsync(link, Portal.Credentials("jonas"), "/login");
            sent.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await sent.TextAsync()).ShouldContain(sentence);
        }

        (await RowsAsync<User>()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task One_for_three_accounts_makes_three_however_many_come_at_once()
    {
        var link = await InviteAsync(new() { ["uses"] = "3" });
        var visitors = Enumerable.Range(0, 8).Select(_ => Portal.Visit()).ToList();

        var answers = await Task.WhenAll(
            visitors.Select((v, i) => v.PostFormAsync(link, Portal.Credentials($"guest-{(char)('a' + i)}"), "/login"))
        );

        answers.Count(a => a.StatusCode == HttpStatusCode.Found).ShouldBe(3);
        answers.Count(a => a.StatusCode == HttpStatusCode.NotFound).ShouldBe(5);
        (await RowsAsync<User>()).Count(u => !u.IsRoot).ShouldBe(3);
        (await RowsAsync<Invitation>()).ShouldHaveSingleItem().Uses.ShouldBe(3);
        visitors.ForEach(v => v.Dispose());
    }

    [Fact]
    public async Task A_wrong_number_is_refused_beside_the_form()
    {
        var answer = await Root.PostFormAsync("/invite", new() { ["uses"] = "0" }, "/root_dashboard");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.TextAsync()).ShouldContain("An invitation can be used for 1 to 100 accounts.");
        (await RowsAsync<Invitation>()).ShouldBeEmpty();
    }

    private Task<string> InviteAsync(Dictionary<string, string> fields) => Root.NewLinkAsync("/invite", fields);
}
