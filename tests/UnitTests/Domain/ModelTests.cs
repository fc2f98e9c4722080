using ChatAi.Domain.Chats;
using ChatAi.Domain.Common;
using ChatAi.Domain.Models;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Domain;

public sealed class ModelTests
{
    private static readonly ModelFacts Facts =
        new("744f6e9049dc", 100, "llama", "1B", "F16", 4096, DateTimeOffset.UnixEpoch) { Capabilities = [ModelCapability.Completion] };

    private readonly Model _model = Model.Install(ModelName.Parse("tinyjinja:latest"), Facts);

    [Fact]
    public void Can_do_what_the_list_and_the_model_itself_tell_together()
    {
        _model.Inspect([ModelCapability.Tools, ModelCapability.Thinking, ModelCapability.Completion], 4096, "", null);

        _model.Capabilities.ShouldBe([ModelCapability.Completion, ModelCapability.Tools, ModelCapability.Thinking]);
        _model.ThinkingModes.ShouldBe([ThinkingMode.Off, ThinkingMode.On]);
    }

    [Fact]
    public void Keeps_what_was_told_until_its_content_is_another()
    {
        _model.Inspect([ModelCapability.Thinking], null, "llama3.2:3b", null);

        _model.Update(Facts with { ModifiedAt = DateTimeOffset.UnixEpoch.AddDays(1) });
        _model.IsInspected.ShouldBeFalse();
        _model.CanThink.ShouldBeTrue();
        _model.ParentModel.ShouldBe("llama3.2:3b");

        _model.Update(Facts with { Digest = "55341e6e3e11" });
        _model.CanThink.ShouldBeFalse();
        _model.ParentModel.ShouldBeEmpty();
    }

    [Fact]
    public void Is_whole_again_once_it_was_read_or_written_anew()
    {
        _model.SetBrokenReason(Reason.OfText("Its file is cut off."));
        _model.Update(Facts with { ContextLength = null });
        _model.Broken.ShouldNotBeNull();

        _model.Update(Facts with { ModifiedAt = DateTimeOffset.UnixEpoch.AddDays(1) });
        _model.Broken.ShouldBeNull();

        _model.SetBrokenReason(Reason.OfText("Its file is cut off."));
        _model.Inspect([], null, "", null);
        _model.Broken.ShouldBeNull();
    }
}
