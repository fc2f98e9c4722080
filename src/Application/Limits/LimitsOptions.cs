using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using Microsoft.Extensions.Options;

namespace ChatAi.Application.Limits;

/// <summary>What one user or address may use. The defaults are above normal use. Options without a public setter are fixed, except in
/// tests.</summary>
[OptionsSection(Section)]
public sealed class LimitsOptions
{
    public const string Section = "Limits";

    [Option(
        "messages per user, including edits, regenerated answers and summaries; requests over a limit get a 429 with `Retry-After`"
    )]
    public int MessagesPerMinute { get; set; } = 60;

    public int MessageLength { get; internal set; } = Message.MaxLength;

    [Option("answers per user that are queued or being generated")]
    public int OpenAnswers { get; set; } = 50;

    /// <summary>A search runs for every few letters that are typed.</summary>
    public int SearchesPerMinute { get; internal set; } = 300;

    public int PullsPerMinute { get; internal set; } = 20;

    [Option("concurrent event streams and file downloads per user: a page needs one or two, a browser at most six")]
    public int EventStreams { get; set; } = 40;

    /// <summary>Per address (/64 for IPv6), for the pages before sign-in; browsers that have signed in before are counted
    /// separately.</summary>
    public int SignInRequestsPerMinute { get; internal set; } = 600;

    public int RegistrationsPerHour { get; internal set; } = 100;

    public int Connections { get; internal set; } = 10_000;

    /// <summary>Per address (/64 for IPv6); trusted proxies are exempt.</summary>
    public int ConnectionsPerAddress { get; internal set; } = 2_500;

    /// <summary>For the headers of a request, and for a body slower than <see cref="BodyBytesPerSecond"/>.</summary>
    public TimeSpan SlowRequest { get; internal set; } = TimeSpan.FromSeconds(15);

    public int BodyBytesPerSecond { get; internal set; } = 1024;

    public TimeSpan StuckReader { get; internal set; } = TimeSpan.FromSeconds(20);
}

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
            if (value is < 1 or > Max) errors.Add($"{LimitsOptions.Section}:{key} is {value}; it must be between 1 and {Max}.");
        }
    }
}
