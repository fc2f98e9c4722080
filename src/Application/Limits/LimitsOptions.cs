using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using Microsoft.Extensions.Options;

namespace ChatAi.Application.Limits;

/// <summary>
/// What one person, or one address, may take of the portal, so that the others notice nothing. The defaults lie above what people at
/// work do.
/// </summary>
[OptionsSection(Section)]
public sealed class LimitsOptions
{
    public const string Section = "Limits";

    [Option("messages of one user, with edits, other answers and summaries; one more than a limit is refused with 429 and when to try again")]
    public int MessagesPerMinute { get; set; } = 60;

    [Option("characters of a message, at most the default")]
    public int MessageLength { get; set; } = Message.MaxLength;

    [Option("answers of one user that wait or are being written")]
    public int OpenAnswers { get; set; } = 50;

    [Option("downloads that one user starts or goes on with")]
    public int PullsPerMinute { get; set; } = 20;

    [Option("event streams of one user at once, with files that are being downloaded: a browser has at most six, a page one or two")]
    public int EventStreams { get; set; } = 40;

    [Option("requests of one address (for IPv6: of one /64 network) to the pages before sign-in; a browser in which somebody has signed in before counts by itself")]
    public int SignInRequestsPerMinute { get; set; } = 600;

    [Option("registrations of one address, or of one /64 network")]
    public int RegistrationsPerHour { get; set; } = 100;

    [Option("connections to the portal")]
    public int Connections { get; set; } = 10_000;

    [Option("how long the head of a request may take, and how long a body may come more slowly than `Limits__BodyBytesPerSecond`")]
    public TimeSpan SlowRequest { get; set; } = TimeSpan.FromSeconds(15);

    [Option("how slowly a body may come")]
    public int BodyBytesPerSecond { get; set; } = 1024;

    [Option("how long a reader may take nothing of what is there before the connection is cut")]
    public TimeSpan StuckReader { get; set; } = TimeSpan.FromSeconds(20);
}

/// <summary>Names the key of every wrong value.</summary>
internal sealed class LimitsOptionsValidator : IValidateOptions<LimitsOptions>
{
    private const int Most = 1_000_000;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public ValidateOptionsResult Validate(string? name, LimitsOptions options)
    {
        var errors = new List<string>();
        Count(nameof(options.MessagesPerMinute), options.MessagesPerMinute, Most);
        Count(nameof(options.MessageLength), options.MessageLength, Message.MaxLength);
        Count(nameof(options.OpenAnswers), options.OpenAnswers, Most);
        Count(nameof(options.PullsPerMinute), options.PullsPerMinute, Most);
        Count(nameof(options.EventStreams), options.EventStreams, Most);
        Count(nameof(options.SignInRequestsPerMinute), options.SignInRequestsPerMinute, Most);
        Count(nameof(options.RegistrationsPerHour), options.RegistrationsPerHour, Most);
        Count(nameof(options.Connections), options.Connections, Most);
        Count(nameof(options.BodyBytesPerSecond), options.BodyBytesPerSecond, Most);
        Time(nameof(options.SlowRequest), options.SlowRequest);
        Time(nameof(options.StuckReader), options.StuckReader);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);

        void Count(string key, int value, int most)
        {
            if (value < 1 || value > most) errors.Add($"{LimitsOptions.Section}:{key} is {value}; it lies between 1 and {most}.");
        }

        void Time(string key, TimeSpan value)
        {
            // Kestrel looks at its clock once a second.
            if (value <= TimeSpan.FromSeconds(1) || value > Longest)
                errors.Add($"{LimitsOptions.Section}:{key} is {value}; it is more than 00:00:01 and at most {Longest}, written hours:minutes:seconds.");
        }
    }
}
