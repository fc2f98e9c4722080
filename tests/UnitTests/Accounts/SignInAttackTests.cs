using ChatAi.Infrastructure.Accounts;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Accounts;

/// <summary>
/// A day of guessing, second by second, beside people who sign in. Whoever guesses is always a moment faster than they are. Decision 12
/// says what this shows and what it cannot.
/// </summary>
[Trait("Security", "19")]
public sealed class SignInAttackTests
{
    private const string Victim = "mara.keller";
    private const string Home = "192.0.2.1";
    private const int SecondsPerDay = 24 * 60 * 60;
    private const int SecondsBetweenSignIns = 7 * 60 + 1;

    private static readonly TimeSpan Bearable = TimeSpan.FromSeconds(10);

    private static readonly Person
        KnownEverywhere = new("known browser, known network", Victim, Home, "laptop", true),
        KnownBrowser = new("known browser, unknown network", Victim, "198.51.100.7", "laptop", false),
        KnownNetwork = new("unknown browser, known network", Victim, Home, null, true),
        Stranger = new("unknown browser, unknown network", Victim, "198.51.100.8", null, false),
        Another = new("somebody else, unknown browser and network", "jonas", "198.51.100.9", null, false);

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void A_single_attacker_keeps_nobody_waiting()
    {
        var day = Run(
            second => Enumerable.Repeat(("203.0.113.1", Victim), 5),
            [KnownEverywhere, KnownBrowser, KnownNetwork, Stranger, Another]
        );

        day.LongestWaits.Values.ShouldAllBe(wait => wait <= Bearable);
        day.MostGuessesInAnHour.ShouldBeLessThan(40);
    }

    [Fact]
    public void A_single_attacker_who_tries_every_name_keeps_nobody_waiting()
    {
        var day = Run(
            second => [("203.0.113.1", $"name{second % 500}"), ("203.0.113.1", Victim)],
            [KnownEverywhere, KnownBrowser, KnownNetwork, Stranger, Another]
        );

        day.LongestWaits.Values.ShouldAllBe(wait => wait <= Bearable);
        day.MostGuessesInAnHour.ShouldBeLessThan(40);
    }

    [Fact]
    public void A_thousand_addresses_get_fewer_than_a_hundred_guesses_an_hour_and_keep_nobody_waiting_who_is_known()
    {
        var day = Run(second => TwiceEach(second, 5, addresses: 1_000), [KnownEverywhere, KnownBrowser, KnownNetwork, Another]);

        day.LongestWaits.Values.ShouldAllBe(wait => wait <= Bearable);
        day.MostGuessesInAnHour.ShouldBeInRange(60, 69);
    }

    [Fact]
    public void A_thousand_addresses_that_try_every_name_get_fewer_than_a_hundred_guesses_an_hour_at_each()
    {
        var day = Run(
            second =>
                Enumerable
                    .Range(0, 20)
                    .Select(i => (Network((second * 20) + i, 1_000), i == 0 ? Victim : $"name{((second * 20) + i) % 300}")),
            [KnownEverywhere, KnownBrowser, KnownNetwork, Another]
        );

        day.LongestWaits.Values.ShouldAllBe(wait => wait <= Bearable);
        day.MostGuessesInAnHour.ShouldBeLessThan(100);
    }

    /// <summary>Each address is used once or twice, and there are more of them than the throttle remembers.</summary>
    [Fact]
    public void A_botnet_gets_fewer_than_a_hundred_guesses_an_hour_and_keeps_nobody_waiting_who_is_known()
    {
        var day = Run(second => TwiceEach(second, 3, addresses: 200_000), [KnownEverywhere, KnownBrowser, KnownNetwork, Another, Stranger]);

        foreach (var person in new[] { KnownEverywhere, KnownBrowser, KnownNetwork, Another })
            day.LongestWaits[person.Who].ShouldBeLessThanOrEqualTo(Bearable, person.Who);
        day.MostGuessesInAnHour.ShouldBeInRange(60, 69);
        day.GuessesInADay.ShouldBeLessThan(1_100);

        // The price that decision 12 names: the first try of this one looks like the next one of the botnet's.
        day.LongestWaits[Stranger.Who].ShouldBeGreaterThan(Bearable);
    }

    /// <summary>One of the botnet's machines stands in the victim's own network, which does not take from what strangers share.</summary>
    [Fact]
    public void A_botnet_with_a_machine_in_a_known_network_still_gets_fewer_than_a_hundred_guesses_an_hour()
    {
        var day = Run(
            second => TwiceEach(second, 3, addresses: 200_000).Append((Home, Victim)), [KnownEverywhere, KnownBrowser, Another]);

        day.LongestWaits.Values.ShouldAllBe(wait => wait <= Bearable);
        day.MostGuessesInAnHour.ShouldBeInRange(90, 99);
    }

    private Day Run(Func<int, IEnumerable<(string Network, string Name)>> attack, Person[] people)
    {
        var throttle = new SignInThrottle(_clock);
        var guesses = new List<int>();
        var visits = people.Select(person => new Visit(person)).ToList();
        for (var second = 0; second < SecondsPerDay; second++)
        {
            foreach (var (network, name) in attack(second))
            {
                var guess = throttle.Begin(name, network, device: null, isKnownNetwork: network == Home && name == Victim);
                if (guess.IsSuccess && name == Victim) guesses.Add(second);
            }

            foreach (var (index, visit) in visits.Index())
            {
                if (second % SecondsBetweenSignIns == index) visit.Begin(second);
                visit.Try(throttle, second);
            }

            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        visits.ShouldAllBe(visit => visit.HasWaited);
        return new Day(
            visits.ToDictionary(visit => visit.Person.Who, visit => visit.LongestWait(SecondsPerDay)),
            MostInAnHour(guesses),
            guesses.Count
        );
    }

    // The first try of an address takes from one allowance, the second from another.
    private static IEnumerable<(string Network, string Name)> TwiceEach(int second, int guessers, int addresses) =>
        Enumerable.Range(0, 2 * guessers).Select(i => (Network((second * guessers) + (i / 2), addresses), Victim));

    // Of any hour, not of those of the clock.
    private static int MostInAnHour(List<int> seconds)
    {
        var (most, first) = (0, 0);
        for (var last = 0; last < seconds.Count; last++)
        {
            while (seconds[last] - seconds[first] >= 3600) first++;
            most = Math.Max(most, last - first + 1);
        }

        return most;
    }

    private static string Network(int number, int count) =>
        $"203.{number % count / 65536}.{number % count / 256 % 256}.{number % count % 256}";

    private sealed record Person(string Who, string Name, string Network, string? Device, bool IsKnownNetwork);

    private sealed record Day(Dictionary<string, TimeSpan> LongestWaits, int MostGuessesInAnHour, int GuessesInADay);

    /// <summary>Somebody who has the right password, comes every few minutes, and tries again when the answer says so.</summary>
    private sealed class Visit(Person person)
    {
        private int? _since;
        private int _nextTry;
        private int _longest;
        private int _signIns;

        public Person Person => person;

        public bool HasWaited => _signIns > 0 || _since is not null;

        public void Begin(int second)
        {
            if (_since is not null) return;
            _since = second;
            _nextTry = second;
        }

        public void Try(SignInThrottle throttle, int second)
        {
            if (_since is not { } since || second < _nextTry) return;
            var attempt = throttle.Begin(person.Name, person.Network, person.Device, person.IsKnownNetwork);
            if (!attempt.IsSuccess)
            {
                _nextTry = second + (int)Math.Ceiling(attempt.Error.RetryAfter!.Value.TotalSeconds);
                return;
            }

            attempt.Value.WasNotWrong();
            _longest = Math.Max(_longest, second - since);
            _signIns++;
            _since = null;
        }

        public TimeSpan LongestWait(int end) => TimeSpan.FromSeconds(Math.Max(_longest, _since is { } since ? end - since : 0));
    }
}
