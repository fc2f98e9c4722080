using ChatAi.Domain.Chats;
using Microsoft.Extensions.Options;

namespace ChatAi.Application.Limits;

/// <summary>
/// Bound to the section <c>Limits</c>: what one person, or one address, may take of the portal, so that the others notice nothing. The
/// defaults lie above what people at work do.
/// </summary>
public sealed class LimitsOptions
{
    public const string Section = "Limits";

    /// <summary>Messages of one user, and whatever else asks a model: an edit, another answer, a summary.</summary>
    public int MessagesPerMinute { get; set; } = 60;

    /// <summary>Characters of one message.</summary>
    public int MessageLength { get; set; } = Message.MaxLength;

    /// <summary>Answers of one user that wait or are being written.</summary>
    public int OpenAnswers { get; set; } = 50;

    /// <summary>Downloads that one user starts or goes on with.</summary>
    public int PullsPerMinute { get; set; } = 20;

    /// <summary>Event streams of one user at the same time. A browser without HTTP/2 opens six connections in all.</summary>
    public int EventStreams { get; set; } = 40;

    /// <summary>Requests from one address to the pages before sign-in.</summary>
    public int SignInRequestsPerMinute { get; set; } = 600;

    /// <summary>Registrations that are sent from one address.</summary>
    public int RegistrationsPerHour { get; set; } = 100;

    /// <summary>Connections to the whole portal.</summary>
    public int Connections { get; set; } = 10_000;

    /// <summary>How long the head of a request may take, and how long a body may be slower than <see cref="BodyBytesPerSecond"/>.</summary>
    public TimeSpan SlowRequest { get; set; } = TimeSpan.FromSeconds(15);

    public int BodyBytesPerSecond { get; set; } = 1024;

    /// <summary>How long a reader may take nothing of what is there for them.</summary>
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
