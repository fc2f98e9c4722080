using System.Text.Json;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Common;
using ChatAi.IntegrationTests.Scripts;
using ChatAi.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Operations;

public sealed class NaughtyImportTests : ImportedStoreTests
{
    [Fact]
    public async Task Every_naughty_string_is_taken_over_as_a_title_and_a_message_or_said_to_be_left_out()
    {
        await Node.RequireAsync();
        var strings = JsonSerializer
            .Deserialize<string[]>(await Node.ReadPackageAsync("blns/resources/blns.json", Cancellation))!
            .Distinct()
            .ToList();
        foreach (var (index, text) in strings.Index())
        {
            Old.Users.Add(new { username = text, password_hash = text, created_at = text, model_preference = text });
            Old.Chats.Add(new
            {
                id = $"naughty {index}",
                name = text,
                created_at = text,
                created_by = LegacyPortal.Member,
                model = text,
                messages = new List<object> { LegacyPortal.Message($"naughty {index}", "user", text, text) },
            });
        }

        var report = await ImportAsync();

        var chats = await Db.Chats.IgnoreQueryFilters().AsNoTracking().ToListAsync(Cancellation);
        var messages = (await Db.Messages.IgnoreQueryFilters().AsNoTracking().ToListAsync(Cancellation)).Select(m => m.Text()).ToHashSet();
        chats.Count.ShouldBeGreaterThanOrEqualTo(strings.Count);
        strings.Where(text => !string.IsNullOrWhiteSpace(text) && !messages.Contains(LineBreaks.Unify(text).Replace('\0', '\uFFFD')))
            .Select(text => JsonSerializer.Serialize(text)).ShouldBeEmpty();
        var titles = chats.Select(c => c.Title.Value).ToHashSet();
        strings
            .Where(text => ChatTitle.IsValid(text) && !titles.Contains(ChatTitle.From(text).Value))
            .Select(text => JsonSerializer.Serialize(text))
            .ShouldBeEmpty();
        report.Lines.ShouldAllBe(line => !line.Any(char.IsControl));
    }
}
