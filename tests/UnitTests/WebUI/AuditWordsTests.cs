using ChatAi.WebUI.Audit;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.WebUI;

public sealed class AuditWordsTests
{
    private readonly StringLocalizer<AuditTexts> _texts =
        new(new ResourceManagerStringLocalizerFactory(Options.Create(new LocalizationOptions()), NullLoggerFactory.Instance));

    [Theory]
    [InlineData("account.make-root", "Make someone an administrator")]
    [InlineData("account.make-member", "Make an administrator a member")]
    [InlineData("account.role", "Change a role")] // of older entries: nothing does it any more
    [InlineData("model.some-day", "Model: some day")]
    public void An_act_is_told_in_words(string act, string words) => AuditWords.Of(act, _texts).ShouldBe(words);
}
