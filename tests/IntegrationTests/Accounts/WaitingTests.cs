using System.Net;
using ChatAi.Domain.Accounts;
using ChatAi.IntegrationTests.Common;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Accounts;

public sealed class WaitingTests : SignedInTests
{
    private const string Waiting = "/register_user/approval";

    protected override Dictionary<string, string> Settings => new() { ["Accounts:Registration"] = "Approval" };

    [Fact]
    public async Task The_page_of_who_waits_signs_in_once_approved_and_the_administrator_sees_who_waits()
    {
        (await Root.PageAsync("/chat/new")).ShouldNotContain("data-pending-mark");
        using var jonas = Portal.Visit();
        var asked = await jonas.PostFormAsync("/register_user", Portal.Credentials("jonas"));
        asked.Headers.Location!.ToString().ShouldBe(Waiting);
        (await jonas.PageAsync(Waiting)).ShouldContain("An administrator has to approve the account jonas.");
        (await IsApprovedAsync(jonas)).ShouldBe(false);
        (await Root.PageAsync("/chat/new")).ShouldContain("1 pending");
        (await jonas.PostFormAsync(Waiting)).Headers.Location!.ToString().ShouldBe(Waiting);

        await ApproveAsync();

        (await IsApprovedAsync(jonas)).ShouldBe(true);
        (await jonas.PostFormAsync(Waiting, [], "/login")).Headers.Location!.ToString().ShouldBe("/chat/new");
        (await jonas.PageAsync("/chat/new")).ShouldContain("Hello jonas");
    }

    [Fact]
    public async Task Who_signs_in_while_waiting_waits_there_too()
    {
        using (var first = Portal.Visit()) await first.PostFormAsync("/register_user", Portal.Credentials("jonas"));
        using var jonas = Portal.Visit();
        (await jonas.PostFormAsync("/login", Portal.Credentials("jonas"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        await ApproveAsync();

        (await IsApprovedAsync(jonas)).ShouldBe(true);
    }

    [Fact]
    public async Task Nobody_enters_without_the_password_a_second_time_or_after_a_refusal()
    {
        using var jonas = Portal.Visit();
        await jonas.PostFormAsync("/register_user", Portal.Credentials("jonas"));
        await ApproveAsync();
        using (var elsewhere = Portal.Visit()) await elsewhere.PostFormAsync("/login", Portal.Credentials("jonas"));
        (await jonas.PostFormAsync(Waiting, [], "/login")).Headers.Location!.ToString().ShouldBe("/login");
        (await jonas.GetAsync("/chat/new")).Headers.Location!.ToString().ShouldStartWith("/login");

        using var petra = Portal.Visit();
        await petra.PostFormAsync("/register_user", Portal.Credentials("petra"));
        var id = (await RowsAsync<User>()).Single(u => u.Name == "petra").Id;
        await Root.PostFormAsync("/decline_user", new() { ["id"] = $"{id}" }, "/root_dashboard");
        (await IsApprovedAsync(petra)).ShouldBeNull("the account is gone");
        (await petra.PostFormAsync(Waiting, [], "/login")).Headers.Location!.ToString().ShouldBe("/login");
    }

    private async Task ApproveAsync()
    {
        var id = (await RowsAsync<User>()).Single(u => u.Status == UserStatus.Pending).Id;
        await Root.PostFormAsync("/approve_user", new() { ["id"] = $"{id}" }, "/root_dashboard");
    }

    private static async Task<bool?> IsApprovedAsync(Visitor visitor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Waiting);
        request.Headers.Accept.ParseAdd("application/json");
        using var answer = await visitor.SendAsync(request, Cancellation);
        return answer.IsSuccessStatusCode ? (await answer.JsonAsync()).GetProperty("approved").GetBoolean() : null;
    }
}
