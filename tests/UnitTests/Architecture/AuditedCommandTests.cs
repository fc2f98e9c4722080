using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using ChatAi.Application.Accounts;
using ChatAi.Application.Answers;
using ChatAi.Application.Audit;
using ChatAi.Application.Chats;
using ChatAi.Application.Common;
using ChatAi.Application.Files;
using ChatAi.Application.Settings;
using ChatAi.Domain.Audit;
using MediatR;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Architecture;

public sealed partial class AuditedCommandTests
{
    private const string PrivateChat = "chats are private: not even that somebody wrote is written down";
    private const string OwnTaste = "how the portal looks and where new chats start, for the user alone";

    /// <summary>Commands that leave no line, each with its reason. A new command is marked <see cref="IAudited"/> or has its reason
    /// here.</summary>
    private static readonly Dictionary<Type, string> Unaudited = new()
    {
        [typeof(ChooseModelCommand)] = PrivateChat,
        [typeof(ChooseThinkingCommand)] = PrivateChat,
        [typeof(ClearChatCommand)] = PrivateChat,
        [typeof(ContinueAnswerCommand)] = PrivateChat,
        [typeof(DeleteChatCommand)] = PrivateChat,
        [typeof(DeleteMessageCommand)] = PrivateChat,
        [typeof(EditMessageCommand)] = PrivateChat,
        [typeof(MarkSeenCommand)] = PrivateChat,
        [typeof(NewChatCommand)] = PrivateChat,
        [typeof(RegenerateAnswerCommand)] = PrivateChat,
        [typeof(RenameChatCommand)] = PrivateChat,
        [typeof(RestoreMessageCommand)] = PrivateChat,
        [typeof(SelectMessageCommand)] = PrivateChat,
        [typeof(SendMessageCommand)] = PrivateChat,
        [typeof(SetContextLengthCommand)] = PrivateChat,
        [typeof(StopAnswerCommand)] = PrivateChat,
        [typeof(SummarizeChatCommand)] = PrivateChat,
        [typeof(UploadFileCommand)] = PrivateChat,
        [typeof(DeleteFileCommand)] = PrivateChat,
        [typeof(SaveSettingsCommand)] = OwnTaste,
        [typeof(StartSessionCommand)] = "it follows a sign-in or a registration, which is written down",
        [typeof(CheckSessionCommand)] = "asked at every request; what is refused then is written down as denied",
    };

    private static readonly List<Type> Requests =
    [
        .. typeof(Result)
            .Assembly.GetTypes()
            .Where(t =>
                t is { IsClass: true, IsAbstract: false }
                && t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequest<>))
            ),
    ];

    private static readonly List<Type> Audited = [.. Requests.Where(t => t.IsAssignableTo(typeof(IAudited)))];

    [Fact]
    public void Every_command_is_audited_or_says_why_not() => Requests
        .Where(t => t.Name.EndsWith("Command", StringComparison.Ordinal))
        .Where(t => t.IsAssignableTo(typeof(IAudited)) == Unaudited.ContainsKey(t))
        .ShouldBeEmpty("Mark the command as IAudited, or give the reason why not in this test; not both.");

    [Fact]
    public void Every_export_is_audited() => Requests
        .Where(t => t.Name.StartsWith("Export", StringComparison.Ordinal) && !t.IsAssignableTo(typeof(IAudited)))
        .ShouldBeEmpty();

    [Fact]
    public void Acts_have_an_area_that_the_log_is_filtered_by_and_a_verb() => Audited.ShouldAllBe(t =>
        Act().IsMatch(SubjectOf(t).Action)
        && SubjectOf(t).Action.Length <= AuditEntry.MaxActionLength
        && AuditSubject.Areas.Contains(SubjectOf(t).Action.Split('.', 2)[0]));

    [Fact]
    public void No_two_commands_are_the_same_act() => Audited.Select(t => SubjectOf(t).Action).ShouldBeUnique();

    // Without a value in it: the act may depend on one, but then on one that has a default.
    private static AuditSubject SubjectOf(Type request) => ((IAudited)RuntimeHelpers.GetUninitializedObject(request)).Audit;

    [GeneratedRegex("^[a-z]+[.][a-z]+(-[a-z]+)*$")]
    private static partial Regex Act();
}
