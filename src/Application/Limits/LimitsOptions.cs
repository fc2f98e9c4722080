using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using Microsoft.Extensions.Options;

namespace ChatAi.Application.Limits;

/// <summary>
/// What one person, or one address, may take of the portal, so that the others notice nothing. The defaults lie above what people at
/// work do. What has no public setter is the same everywhere; tests change it.
/// </summary>
[OptionsSection(Section)]
public sealed class LimitsOptions
{
    public const string Section = "Limits";

    [Option(
        "messages of one user, with edits, other answers and summaries; one more than a limit is refused with 429 and when to try again"
    )]
    public int MessagesPerMinute { get; set; } = 60;

    /// <summary>Characters of a message.</summary>
    public int MessageLength { get; internal set; } = Message.MaxLength;

    [Option("answers of one user that wait or are being written")]
    public int OpenAnswers { get; set; } = 50;

    /// <summary>Downloads that one user starts or continues.</summary>
    public int PullsPerMinute { get; internal set; } = 20;

    [Option("event streams of one user at once, with files that are being downloaded: a browser has at most six, a page one or two")]
    public int EventStreams { get; set; } = 40;

    /// <summary>Requests of one address (for IPv6: of one /64 network) to the pages before sign-in; a browser in which somebody has
    /// signed in before counts by itself.</summary>
    public int SignInRequestsPerMinute { get; internal set; } = 600;

    /// <summary>Registrations of one address, or of one /64 network.</summary>
    public int RegistrationsPerHour { get; internal set; } = 100;

    /// <summary>Connections to the portal.</summary>
    public int Connections { get; internal set; } = 10_000;

    /// <summary>Connections of one address, or of one /64 network; those of trusted proxies are many people's and not counted.</summary>
    public int ConnectionsPerAddress { get; internal set; } = 2_500;

    /// <summary>How long the head of a request may take, and how long a body may come more slowly than
    /// <see cref="BodyBytesPerSecond"/>.</summary>
    public TimeSpan SlowRequest { get; internal set; } = TimeSpan.FromSeconds(15);

    /// <summary>How slowly a body may come.</summary>
    public int BodyBytesPerSecond { get; internal set; } = 1024;

    /// <summary>How long a reader may take nothing before the connection is cut. Kestrel looks at its clock once a second.</summary>
    public TimeSpan StuckReader { get; internal set; } = TimeSpan.FromSeconds(20);
}

/// <summary>Names the key of every wrong value.</summary>
internal sealed class LimitsOptionsValidator : IValidateOptions<LimitsOptions>
{
    private const int Max = 1_000_000;

    public ValidateOptionsResult Validate(string? name, LimitsOptions options)
    {
        var errors = new List<string>();
        Check(nameof(options.MessagesPerMinute), options.MessagesPerMinute);
        Check(nameof(options.OpenAnswers), options.OpenAnswers);
        Check(nameof(options.EventStreams), options.EventStreams);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);

        void Check(string key, int value)
        {
            if (value is < 1 or > Max) errors.Add($"{LimitsOptions.Section}:{key} is {value}; it lies between 1 and {Max}.");
        }
    }
}
