using System.Runtime.CompilerServices;
using Xunit;
using Xunit.v3;

namespace ChatAi.Testing;

/// <summary>
/// Tests that need minutes or a quiet machine: many kills, long random sequences, and the bounds that we promise. They run with
/// <c>CHATAI_SLOW_TESTS=1</c>; a short version of each is among the other tests.
/// </summary>
internal static class SlowTier
{
    public const string Variable = "CHATAI_SLOW_TESTS";

    public const string SkipReason = $"Slow tier: set {Variable}=1 to run it.";

    public static readonly IReadOnlyCollection<KeyValuePair<string, string>> Traits = [new("Tier", "Slow")];

    public static bool IsOn { get; } = Environment.GetEnvironmentVariable(Variable) == "1";
}

[AttributeUsage(AttributeTargets.Method)]
internal sealed class SlowFactAttribute : FactAttribute, ITraitAttribute
{
    public SlowFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        if (!SlowTier.IsOn) Skip = SlowTier.SkipReason;
    }

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => SlowTier.Traits;
}

[AttributeUsage(AttributeTargets.Method)]
internal sealed class SlowTheoryAttribute : TheoryAttribute, ITraitAttribute
{
    public SlowTheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        if (!SlowTier.IsOn) Skip = SlowTier.SkipReason;
    }

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => SlowTier.Traits;
}
