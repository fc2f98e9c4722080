using ChatAi.Application.Models;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Models;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Models;

public sealed class PullRetryTests
{
    private static readonly ModelName Model = ModelName.Parse("qwen3:8b");

    [Fact]
    public void Waits_twice_as_long_each_time_up_to_two_minutes()
    {
        Enumerable.Range(1, 8).Select(attempt => PullRetry.DelayAfter(attempt).TotalSeconds).ShouldBe([2, 4, 8, 16, 32, 64, 120, 120]);
        PullRetry.DelayAfter(1_000_000).ShouldBe(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public void An_Ollama_that_is_away_is_waited_for_and_costs_no_attempt()
    {
        foreach (
            var error in new[]
            {
                ModelServerErrors.Refused(),
                ModelServerErrors.UnknownHost(),
                ModelServerErrors.Silent(),
                ModelServerErrors.Busy(),
            }
        )
        {
            PullRetry.IsServerDown(error.Code).ShouldBeTrue();
            PullRetry.IsTransient(error.Code).ShouldBeTrue();
        }
    }

    [Fact]
    public void The_registrys_troubles_cost_attempts()
    {
        foreach (
            var error in new[]
            {
                RegistryErrors.RegistryBusy(),
                RegistryErrors.RegistrySilent(),
                RegistryErrors.RegistryStopped(),
                RegistryErrors.RegistryUnreachable(),
                RegistryErrors.PullStalled(),
                RegistryErrors.PullCutOff(),
                RegistryErrors.Corrupt(),
            }
        )
        {
            PullRetry.IsTransient(error.Code).ShouldBeTrue();
            PullRetry.IsServerDown(error.Code).ShouldBeFalse();
        }
    }

    [Fact]
    public void What_stays_as_it_is_fails_at_once()
    {
        foreach (var error in new[]
        {
            RegistryErrors.DiskFull(), RegistryErrors.NoSuchModel(Model), RegistryErrors.OllamaTooOld(Model), ModelErrors.InvalidName(),
            RegistryErrors.WillNotFit(Model, 1, 1, 1, 1), ModelServerErrors.Unknown(), RegistryErrors.RegistryDenied(Model),
            RegistryErrors.RegistryInsecure(), RegistryErrors.RegistryRefused(Model), RegistryErrors.RegistryUnsupported(),
        })
        {
            PullRetry.IsTransient(error.Code).ShouldBeFalse();
        }
    }
}
