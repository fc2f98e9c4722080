using ChatAi.Infrastructure.Answers;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Answers;

public sealed class ChunkSequencesTests
{
    [Fact]
    public void Knows_each_once_also_where_one_was_offered_again_or_nothing_came()
    {
        int[] added = [4, 6, 8, 9, 8, 9, 11, 13, 19, 21, 22];
        var sequences = new ChunkSequences(step: 2);
        foreach (var sequence in added) sequences.Add(sequence);

        sequences.ToList().ShouldBe(added.Distinct(), ignoreOrder: true);
    }
}
