using ChatAi.Application.Chats;
using ChatAi.Infrastructure.Operations;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Operations;

public sealed class DataDiskTests
{
    [Theory]
    [InlineData(ChatsOptions.MinAnswerLength, 64)]
    [InlineData(2_000_000, 64)]
    [InlineData(20_000_000, 610)]
    [InlineData(ChatsOptions.MaxAnswerLength, 3_051)]
    public void More_stays_free_for_longer_answers(int answerLength, long megabytes) =>
        (DataDisk.ReserveFor(answerLength) / 1024 / 1024).ShouldBe(megabytes);
}
