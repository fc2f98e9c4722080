using System.Text;
using ChatAi.Infrastructure.Import;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Import;

/// <summary>A file may be cut off at any byte, and broken at any.</summary>
public sealed class TornFileTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 7, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Users_cut_off_at_any_byte_are_those_that_stand_before()
    {
        var whole = Users(LegacyFixture.Users, out var report);
        whole.Select(u => u.Name).ShouldBe(["mara.keller", "jörg", "Наташа"]);
        report.IsWhole.ShouldBeTrue();

        var most = 0;
        for (var length = 0; length < LegacyFixture.Users.Length; length++)
        {
            var read = Users(LegacyFixture.Users[..length], out report);
            read.ShouldBe(whole.Take(read.Count), $"cut off after {length} bytes");
            read.Count.ShouldBeGreaterThanOrEqualTo(most);
            report.IsWhole.ShouldBeFalse($"cut off after {length} bytes");
            most = read.Count;
        }

        most.ShouldBe(3);
    }

    [Fact]
    public void Chats_cut_off_at_any_byte_have_the_messages_that_stand_before()
    {
        var whole = Chats(LegacyFixture.Chats, out var report);
        whole.Select(c => c.Messages.Count).ShouldBe([3, 3]);
        report.IsWhole.ShouldBeTrue(string.Join('\n', report.Lines));

        var all = whole.SelectMany(c => c.Messages).ToList();
        var most = 0;
        for (var length = 0; length < LegacyFixture.Chats.Length; length++)
        {
            var read = Chats(LegacyFixture.Chats[..length], out report);
            read.Select(c => (c.Id, c.Name, c.Owner, c.CreatedAt))
                .ShouldBe(whole.Take(read.Count).Select(c => (c.Id, c.Name, c.Owner, c.CreatedAt)));
            var messages = read.SelectMany(c => c.Messages).ToList();
            messages.ShouldBe(all.Take(messages.Count), $"cut off after {length} bytes");
            messages.Count.ShouldBeGreaterThanOrEqualTo(most);
            report.IsWhole.ShouldBeFalse($"cut off after {length} bytes");
            most = messages.Count;
        }

        most.ShouldBe(all.Count);
    }

    [Theory]
    [InlineData((byte)0)]
    [InlineData((byte)'"')]
    [InlineData((byte)'}')]
    [InlineData((byte)'\\')]
    [InlineData((byte)'7')]
    [InlineData((byte)0xFF)]
    public void A_wrong_byte_anywhere_throws_nothing(byte wrong)
    {
        for (var at = 0; at < LegacyFixture.Chats.Length; at++)
        {
            var file = LegacyFixture.Chats;
            file[at] = wrong;
            Should.NotThrow(() => Chats(file, out _), $"byte {at}");
        }

        for (var at = 0; at < LegacyFixture.Users.Length; at++)
        {
            var file = LegacyFixture.Users;
            file[at] = wrong;
            Should.NotThrow(() => Users(file, out _), $"byte {at}");
        }
    }

    [Fact]
    public void Halves_of_surrogate_pairs_become_the_replacement_character()
    {
        var chats = Chats(LegacyFixture.Chats, out _);

        chats[0].Messages[1].Content.ShouldBe("Was sehe ich zuerst? 🙂");
        chats[1].Name.ShouldBe("Broken \uFFFD half");
        chats[1].Messages[0].Content.ShouldBe("Half a pair: \uFFFD!");
        chats[1].Messages[1].Content.ShouldBe("Quotes \" and \\ and é");
    }

    [Theory]
    [InlineData(
        """[{"id":"1","name":"A","created_by":"b","created_at":1,"messages":[{"role":"tool","content":"x","timestamp":1}]}]""",
        "the role \"tool\""
    )]
    [InlineData("""[{"id":"1","name":"A","created_by":"b","created_at":1,"messages":[{"content":"x","timestamp":1}]}]""", "no role")]
    [InlineData(
        """[{"id":"1","name":"A","created_by":"b","created_at":1,"messages":[{"role":"user","content":" ","timestamp":1}]}]""",
        "is empty"
    )]
    [InlineData(
        """[{"id":"1","name":"A","created_by":"b","created_at":1,"messages":[{"role":"user","content":{},"timestamp":1}]}]""",
        "text cannot be read"
    )]
    [InlineData(
        """[{"id":"1","name":"A","created_by":"b","created_at":1,"messages":[{"role":"user","content":"x","timestamp":"soon"}]}]""",
        "time of message 1"
    )]
    [InlineData("""[{"id":"1","name":"A","created_by":"b","created_at":1,"messages":7}]""", "messages cannot be read")]
    [InlineData("""[{"id":"1","name":"A","created_by":"b","created_at":[],"messages":[]}]""", "its creation time")]
    [InlineData("""[{"name":"A","created_by":"b","created_at":1,"messages":[]}]""", "chat 1 has no id")]
    [InlineData("""[{"id":"1","name":"A","created_at":1,"messages":[]}]""", "chat 1 has no owner")]
    [InlineData("""[null]""", "entry 1 is not a chat")]
    [InlineData("""{"chats":[]}""", "is not a list of chats")]
    [InlineData("""[] and more""", "cannot be read from line 1")]
    public void What_cannot_be_read_is_told(string file, string told)
    {
        Chats(Encoding.UTF8.GetBytes(file), out var report);

        report.IsWhole.ShouldBeFalse();
        report.Lines.ShouldContain(line => line.Contains(told, StringComparison.Ordinal), string.Join('\n', report.Lines));
    }

    [Fact]
    public void Messages_of_one_id_are_told_apart()
    {
        var chat = Chats(
                Encoding.UTF8.GetBytes(
                    """[{"id":"1","created_by":"b","created_at":1,"messages":[{"id":"m","role":"user","content":"x","timestamp":1},{"id":"m","role":"user","content":"y","timestamp":2}]}]"""
                ),
                out _
            )
            .ShouldHaveSingleItem();

        chat.Messages.Select(m => m.Key).ShouldBeUnique();
    }

    [Fact]
    public void A_file_is_read_chat_by_chat_and_not_further()
    {
        var text = new string('x', 100_000);
        var chat = Encoding.UTF8.GetBytes(
            $$"""{"id":"1","created_by":"b","created_at":1,"messages":[{"role":"user","content":"{{text}}","timestamp":1}]},""");
        using var file = new EndlessList(chat);

        var read = LegacyChats.Read(file, Now, new ImportReport()).Take(50).ToList();

        read.ShouldAllBe(c => c.Messages[0].Content == text);
        file.Given.ShouldBeLessThan(60 * chat.Length);
    }

    [Theory]
    [InlineData("[\"")]
    [InlineData("[{\"id\":\"1\",\"messages\":[\"")]
    [InlineData("\"")]
    public void A_text_without_an_end_is_given_up(string begin)
    {
        var report = new ImportReport();
        using var file = new EndlessList(Encoding.UTF8.GetBytes(new string('x', 100_000)), begin);

        LegacyChats.Read(file, Now, report).ShouldBeEmpty();

        report.Lines[^2].ShouldContain("has an entry larger than 64 MB");
        file.Given.ShouldBeLessThan(200_000_000);
    }

    [Fact]
    public void A_file_without_a_right_line_is_told_in_so_many_lines()
    {
        Chats(Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat('0', 20_000))}]"), out var report);

        report.Lines.Count.ShouldBeLessThan(10_010);
        report.Lines.ShouldContain(line => line.Contains("10,000 more things", StringComparison.Ordinal));
    }

    private static List<LegacyUser> Users(byte[] file, out ImportReport report) =>
        [.. LegacyUsers.Read(new MemoryStream(file), report = new ImportReport())];

    private static List<LegacyChat> Chats(byte[] file, out ImportReport report) =>
        [.. LegacyChats.Read(new MemoryStream(file), Now, report = new ImportReport())];

    /// <summary>A list of the same item again and again.</summary>
    private sealed class EndlessList(byte[] item, string begin = "[") : Stream
    {
        private readonly byte[] _begin = Encoding.UTF8.GetBytes(begin);

        public long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var isBegin = Given < _begin.Length;
            var source = isBegin ? _begin.AsSpan((int)Given) : item.AsSpan((int)((Given - _begin.Length) % item.Length));
            var given = Math.Min(count, source.Length);
            source[..given].CopyTo(buffer.AsSpan(offset));
            Given += given;
            return given;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
