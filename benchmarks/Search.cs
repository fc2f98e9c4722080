using System.Diagnostics;
using System.Net;

namespace ChatAi.Benchmarks;

/// <summary>Searches among the messages of 50 users, against a scan of the same texts with LIKE; the first build of the index, and what it
/// costs to write and to delete a message.</summary>
internal static class Search
{
    private const int DefaultThousands = 1_000;
    private const int Rounds = 60;
    private const int WarmUps = 20;
    private const int Scans = 3;
    private const int Turns = 20;
    private const int WritesPerTurn = 20;
    private const int Deleted = 1_000;

    private const string Scan =
        """
        SELECT count(*) FROM (
            SELECT m."Id" FROM "Chats" c JOIN "Messages" m ON m."ChatId" = c."Id" JOIN "MessageParts" p ON p."MessageId" = m."Id"
            WHERE c."OwnerId" = $owner AND p."Kind" = 1 AND m."DeletedAt" IS NULL AND p."Text" LIKE $pattern
            ORDER BY m."CreatedAt" DESC LIMIT 21)
        """;

    private const string Match =
        """
        SELECT count(*) FROM (SELECT rowid FROM "SearchIndex"
            WHERE "SearchIndex" MATCH $match AND rowid BETWEEN $first AND $last ORDER BY rowid DESC LIMIT 21)
        """;

    // A person searches less often.
    private static readonly TimeSpan LimitDelay = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan BuildTimeout = TimeSpan.FromMinutes(60);

    private static readonly Kind[] Kinds =
    [
        new("a rare word", 5, i => SearchData.Word(20_000 + i)),
        new("a medium word", 10, i => SearchData.Word(300 + i)),
        new("the most common words", 10, i => SearchData.Word(i % 5)),
        new("three common words", 20, i => $"{SearchData.Word(i % 5)} {SearchData.Word(7)} {SearchData.Word(9)}"),
        new("a prefix of 2 letters", 20, i => SearchData.Word(i + 1)[..2]) { IsPrefix = true },
        new("a prefix of 3 letters", 20, i => SearchData.Word((i + 1) * 50)[..3]) { IsPrefix = true },
        new("a prefix of 5 letters", 20, i => SearchData.Word((i + 1) * 50)[..5]) { IsPrefix = true },
        new("one Chinese character", 40, i => $"{(char)(0x4E00 + (i * 10))}"),
        new("two Chinese characters", 10, i => $"{(char)(0x4E00 + i)}{(char)(0x4E00 + (i * 3))}"),
    ];

    public static async Task<IReadOnlyList<Row>> RunAsync(Lab lab, CancellationToken cancellationToken)
    {
        var messages = (lab.Rounds ?? DefaultThousands) * 1_000;
        using var data = new SearchData(lab.DataDirectory);
        data.Write(messages);
        var size = (long)data.Scalar("""SELECT sum(length(CAST("Text" AS BLOB))) FROM "MessageParts" """)! / 1e6;
        var fileBefore = Megabytes(data);

        // A write from outside is seen with the next one by the portal itself.
        var before = lab.Portal.ResidentKibibytes / 1024.0;
        var began = Stopwatch.GetTimestamp();
        await lab.Owner.NewChatAsync(cancellationToken);
        await UntilEmptyAsync(data, "SearchAdditions", cancellationToken);
        var built = Stopwatch.GetElapsedTime(began);
        var rows = new List<Row>
        {
            new($"{messages:N0} messages, {size:0} MB: first build, for 1,000", built.TotalSeconds / messages * 1_000, null, "s", 1),
            new("size of the index, of the texts", (Megabytes(data) - fileBefore) / size * 100, null, "%", 1),
        };
        foreach (var kind in Kinds) rows.AddRange(await MeasureAsync(lab, data, kind, cancellationToken));
        var growth = (lab.Portal.ResidentKibibytes / 1024.0) - before;
        rows.Add(new Row("memory of the portal after build and searches, above before", growth, null, "MiB", 1) { Target = "at most 64" });
        rows.Add(await DeleteAsync(lab, data, cancellationToken));
        rows.Add(WriteCost(data));
        return rows;
    }

    private static async Task<Row[]> MeasureAsync(Lab lab, SearchData data, Kind kind, CancellationToken cancellationToken)
    {
        var requests = new List<double>();
        for (var i = -WarmUps; i < Rounds; i++)
        {
            var took = await RequestAsync(lab, kind.Query(i + WarmUps), cancellationToken);
            if (i >= 0) requests.Add(took);
        }

        var first = (long)data.Scalar("""SELECT "Number" << 40 FROM "SearchOwners" WHERE "UserId" = $owner""", ("$owner", data.Owner))!;
        var last = first | ((1L << 40) - 1);
        var queries = Enumerable.Range(0, Rounds + WarmUps).Select(i => Time(() => data.Scalar(
            Match, ("$match", MatchOf(kind, kind.Query(i))), ("$first", first), ("$last", last)))).Skip(WarmUps).ToList();
        var scans = Enumerable.Range(0, Scans).Select(i => Time(() => data.Scalar(
            Scan, ("$owner", data.Owner), ("$pattern", $"%{kind.Query(i).Replace(' ', '%')}%")))).ToList();
        return
        [
            new Row($"find {kind.Name}: 21 rows, p95; LIKE, p50", queries.Percentile(95), scans.Percentile(50), "ms", Rounds)
            {
                Target = $"at most {kind.Target}",
            },
            new Row($"find {kind.Name}: whole page, p95", requests.Percentile(95), null, "ms", Rounds) { Target = "at most 50" },
        ];
    }

    // As the portal does it, which takes common words as complete; characters are in pairs.
    private static string MatchOf(Kind kind, string query) => query[0] < 0x4E00
        ? string.Join(" AND ", query.Split(' ').Select(word => $"\"{word}\"")) + (kind.IsPrefix ? " *" : "")
        : $"\"{query}\"{(query.Length == 1 ? " *" : "")}";

    private static async Task<double> RequestAsync(Lab lab, string query, CancellationToken cancellationToken)
    {
        while (true)
        {
            var began = Stopwatch.GetTimestamp();
            using var answer = await lab.Owner.GetAsync($"/search?q={Uri.EscapeDataString(query)}", cancellationToken);
            await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            if (answer.StatusCode != HttpStatusCode.TooManyRequests)
            {
                answer.EnsureSuccessStatusCode();
                return took;
            }

            await Task.Delay(LimitDelay, cancellationToken);
        }
    }

    // Its words are overwritten.
    private static async Task<Row> DeleteAsync(Lab lab, SearchData data, CancellationToken cancellationToken)
    {
        var deleted = data.AddChat(data.Owner, 0);
        for (var i = 0; i < Deleted; i++) data.WriteOne(deleted);
        await lab.Owner.NewChatAsync(cancellationToken);
        await UntilEmptyAsync(data, "SearchAdditions", cancellationToken);
        var began = Stopwatch.GetTimestamp();
        await lab.Owner.DeleteChatAsync(Guid.Parse(deleted), cancellationToken);
        await UntilEmptyAsync(data, "SearchRemovals", cancellationToken);
        return new Row(
            $"delete {Deleted:N0} messages, until their words are overwritten", Stopwatch.GetElapsedTime(began).TotalSeconds, null, "s", 1)
        {
            Target = "at most 60",
        };
    }

    // In turns, since a disk is not always as fast.
    private static Row WriteCost(SearchData data)
    {
        data.Execute("PRAGMA synchronous = FULL");
        var chat = data.AddChat(data.Owner, 0);
        const string Trigger = "Search_MessageParts_Insert";
        var create = (string)data.Scalar("SELECT sql FROM sqlite_master WHERE name = $name", ("$name", Trigger))!;
        var (with, without) = (new List<double>(), new List<double>());
        for (var turn = 0; turn < Turns; turn++)
        {
            for (var i = 0; i < WritesPerTurn; i++) with.Add(Time(() => data.WriteOne(chat)));
            data.Execute($"DROP TRIGGER \"{Trigger}\"");
            for (var i = 0; i < WritesPerTurn; i++) without.Add(Time(() => data.WriteOne(chat)));
            data.Execute(create);
        }

        return new Row(
            "write a message, against the same without index, p50", with.Percentile(50), without.Percentile(50), "ms", with.Count)
        {
            Target = "at most 1.5 x",
        };
    }

    private static double Time(Action act)
    {
        var began = Stopwatch.GetTimestamp();
        act();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static async Task UntilEmptyAsync(SearchData data, string table, CancellationToken cancellationToken)
    {
        for (var began = Stopwatch.GetTimestamp(); data.Scalar($"SELECT EXISTS (SELECT 1 FROM \"{table}\")") is not 0L;)
        {
            if (Stopwatch.GetElapsedTime(began) > BuildTimeout) throw new TimeoutException($"{table} is not empty.");
            await Task.Delay(100, cancellationToken);
        }
    }

    private static double Megabytes(SearchData data) =>
        (long)data.Scalar("PRAGMA page_count")! * (long)data.Scalar("PRAGMA page_size")! / 1e6;

    /// <param name="Target">For the index alone, in milliseconds.</param>
    /// <param name="Query">Of a round.</param>
    private sealed record Kind(string Name, int Target, Func<int, string> Query)
    {
        public bool IsPrefix { get; init; }
    }
}
