using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using ChatAi.Application.Common;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Architecture;

/// <summary>Whatever looks past the filter by owner, or asks the store in words that no filter reaches, is here with its reason.</summary>
public sealed partial class OwnerFilterTests
{
    private static readonly Dictionary<string, int> PastTheOwner = new()
    {
        // Who somebody is, is found out by the key of their session; whose sessions end is said by who asks for it; old ones go, of all.
        ["Application/Accounts/CheckSession.cs"] = 2,
        ["Application/Accounts/Sessions.cs"] = 1,

        // From where somebody has been signed in, before they are.
        ["Application/Accounts/SignIn.cs"] = 1,

        // Whether anybody has signed in with an account that was just approved, before its first sign-in.
        ["Application/Accounts/PendingAccount.cs"] = 1,
        ["Application/Accounts/StartSession.cs"] = 1,

        // How many chats and devices each user has, for root; not what is in them. Chats and their files are handed over unread.
        ["Application/Administration/AccountEnd.cs"] = 2,
        ["Application/Administration/GetUser.cs"] = 2,
        ["Application/Administration/ListUsers.cs"] = 2,

        // How much space the files of all take up.
        ["Application/Files/FileRoom.cs"] = 1,

        // Whether an id of an imported file is taken, by whomever. Nothing of what has it is read but whose it is.
        ["Application/Import/ImportIds.cs"] = 3,

        // What members wish for, for root who decides; and the log of that.
        ["Application/Models/DecideRequest.cs"] = 1,
        ["Application/Models/ListRequests.cs"] = 1,
        ["Application/Shell/GetShell.cs"] = 1,
        ["Infrastructure/Audit/AuditLookup.cs"] = 1,

        // Whether what was refused as not there is somebody else's.
        ["Infrastructure/Audit/DeniedAccessLookup.cs"] = 2,

        // How fast each model writes, from the times of everybody's answers.
        ["Application/Models/ListModelSpeeds.cs"] = 1,

        // Whether an answer still waits for the model that root wants to delete, and whose.
        ["Application/Models/DeleteModel.cs"] = 2,

        // Answers are generated when nobody is signed in; their ids come from the queue.
        ["Infrastructure/Answers/Generation/OrphanedAnswers.cs"] = 1,
        ["Infrastructure/Answers/Journal/AnswerRecovery.cs"] = 2,
        ["Infrastructure/Answers/Generation/AnswerRequests.cs"] = 1,
        ["Infrastructure/Answers/Titles/TitleWriter.cs"] = 2,

        // The files of a conversation that its owner has sent; their ids come from its messages.
        ["Infrastructure/Answers/Generation/FileShares.cs"] = 1,
        ["Infrastructure/Answers/Generation/FileTurns.cs"] = 2,

        // Files are read and removed when nobody is signed in. Whoever asks for the bytes of one has found it with the filter.
        ["Infrastructure/Files/Storage/FileCleanup.cs"] = 2,
        ["Infrastructure/Files/Storage/FileReadings.cs"] = 2,
        ["Infrastructure/Files/Storage/FileStore.cs"] = 1,

        // A chat's first answer sums up another chat; that both have one owner is asked in the second query.
        ["Infrastructure/Answers/Generation/SummarySource.cs"] = 2,

        // Whom to tell of a change that is being saved.
        ["Infrastructure/Chats/ChangedChats.cs"] = 1,

        // Whose chats come from an older portal is in its files, and nobody is signed in.
        ["Infrastructure/Import/ChatImport.cs"] = 1,
        ["Infrastructure/Import/MessageImport.cs"] = 2,

        // Below a chat that its caller holds, which only its owner, or the portal for a queued answer, can.
        ["Infrastructure/Persistence/ChatPaths.cs"] = 1,

        // Old deletions and unfinished answers, of all.
        ["Infrastructure/Persistence/DeletedMessageCleanup.cs"] = 1,
        ["Infrastructure/Persistence/AbandonedWork.cs"] = 1,
    };

    private static readonly Dictionary<string, int> RawSql = new()
    {
        // Entries of the audit log that are older than they are kept.
        ["Infrastructure/Audit/AuditRetention.cs"] = 1,

        // Bytes and texts of files that are gone.
        ["Infrastructure/Files/Storage/FileCleanup.cs"] = 1,

        // Settings of the connection, and the copying of the log.
        ["Infrastructure/Files/Storage/FileWriter.cs"] = 2,
        ["Infrastructure/Persistence/StoreCheckpoint.cs"] = 1,

        // Each begins at a message that the caller has found within its owner's chat, and names that chat.
        ["Infrastructure/Persistence/ChatPaths.cs"] = 1,
        ["Infrastructure/Persistence/MessageTree.cs"] = 4,

        // A setting of the connection, and the version of the index.
        ["Infrastructure/Search/SearchIndexer.cs"] = 2,
    };

    private static readonly string[] RootsAlone =
    [
        "ApproveUserCommand", "CancelPullCommand", "CancelUpdatesCommand", "ChangeRegistrationCommand", "ChangeRoleCommand",
        "CopyModelCommand", "CreateInvitationCommand", "CreateModelCommand", "CreatePasswordResetCommand", "DecideRequestCommand",
        "DeclineUserCommand", "DeleteModelCommand", "DisableUserCommand", "EnableUserCommand", "ExportAuditQuery", "GetUserQuery",
        "ListAuditQuery", "ListInvitationsQuery", "ListUsersQuery", "LoadModelCommand", "PausePullCommand", "RemoveUserCommand",
        "ResumePullCommand", "RevokeInvitationCommand", "SavePolicyCommand", "SetDefaultModelCommand", "ShowModelToMembersCommand",
        "SignOutUserCommand", "UnloadModelCommand", "UpdateModelsCommand",
    ];

    [Fact]
    public void Whatever_looks_past_the_owner_has_a_reason() => Counts(PastOwner()).ShouldBe(Lines(PastTheOwner));

    [Fact]
    public void Whatever_asks_the_store_in_SQL_has_a_reason() => Counts(Sql()).ShouldBe(Lines(RawSql));

    [Fact]
    public void What_only_root_may_is_marked() =>
        typeof(IRootOnly)
            .Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(IRootOnly)) && type.IsClass)
            .Select(type => type.Name)
            .Order()
            .ShouldBe(RootsAlone.Order());

    private static IEnumerable<string> Lines(Dictionary<string, int> counts) => counts.Select(file => $"{file.Key}: {file.Value}").Order();

    private static IEnumerable<string> Counts(Regex sought, [CallerFilePath] string here = "")
    {
        var source = Path.GetFullPath(Path.Combine(here, "../../../../src"));
        return Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/Migrations/", StringComparison.Ordinal))
            .Select(file => (Name: Path.GetRelativePath(source, file).Replace('\\', '/'), sought.Count(File.ReadAllText(file))))
            .Where(file => file.Item2 > 0).Select(file => $"{file.Name}: {file.Item2}").Order();
    }

    // Without a list of names it looks past all filters.
    [GeneratedRegex(
        @"IgnoreQueryFilters\((?!\[(IApplicationDbContext\.(Deleted|Missing|Remote)Filter(, )?)+\])",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex PastOwner();

    [GeneratedRegex(@"\.(FromSql|SqlQuery|ExecuteSql)\w*[(<]", RegexOptions.ExplicitCapture)]
    private static partial Regex Sql();
}
