#!/bin/bash
# Takes out one check of owner or right at a time and expects the tests to notice.
#
#   tests/mutants/owner-checks.sh            all of them, about half a minute each
#   tests/mutants/owner-checks.sh 3 17       these
#   tests/mutants/owner-checks.sh --list     what there is
#
# Works in a copy of the tree. Prints a table "check -> test that failed" and ends with 1 where a check can go unnoticed.
set -euo pipefail
cd "$(dirname "$0")/../.."

names=() files=() edits=() nearest=()
# A check: what it guards, the file (below src), the sed that takes it out, which must change the file, and the class whose tests
# are asked first. "unit" is for what the unit tests notice, which are asked alone.
check() { names+=("$1"); files+=("src/$2"); edits+=("$3"); nearest+=("${4:-EndpointTests}"); }

store=Infrastructure/Persistence
check 'a chat is its owner'"'"'s (query filter)'      $store/ApplicationDbContext.cs 's/c => c\.OwnerId == OwnerId/c => true/'
check 'a message is its owner'"'"'s (query filter)'   $store/ApplicationDbContext.cs 's/m => Chats\.Any(.*OwnerId == OwnerId)/m => true/'
check 'a file is its owner'"'"'s (query filter)'      $store/ApplicationDbContext.cs 's/f => f\.OwnerId == OwnerId)/f => true)/' OwnerTests
check 'a file'"'"'s text is its owner'"'"'s (query filter)' $store/ApplicationDbContext.cs 's/t => Files\.Any(.*OwnerId == OwnerId)/t => true/' AttachmentTests
check 'search: only the owner'"'"'s rows of the index'  Infrastructure/Search/ChatSearch.cs 's/ AND "SearchIndex"\.rowid BETWEEN \$first AND \$last//' SearchTests
check 'search: the right'                             WebUI/Search/SearchController.cs 's/\[Needs(Right\.Member)\]/[Needs(Right.Anyone)]/'
check 'send: the files are there'                     Application/Answers/Attachments.cs '/return FileErrors\.NotFound/d' AttachmentTests
check 'events of a file: there is such a file'        Application/Files/FollowFile.cs '/return FileErrors\.NotFound/d' OwnerTests
check 'files: the group'"'"'s right'                  WebUI/Files/FileEndpoints.cs 's/MapGroup("\/files\/{id:guid}")\.Needs(Right\.Own)/MapGroup("\/files\/{id:guid}").Needs(Right.Anyone)/'
check 'files: the right to add one'                   WebUI/Files/FileEndpoints.cs 's/UploadAsync)\.Needs(Right\.Member)/UploadAsync).Needs(Right.Anyone)/'
check 'export of a chat: the group'"'"'s right'       WebUI/Export/ExportEndpoints.cs 's/MapGroup("\/chat\/{id:guid}")\.Needs(Right\.Own)/MapGroup("\/chat\/{id:guid}").Needs(Right.Anyone)/'
check 'export of all chats: the right'                WebUI/Export/ExportEndpoints.cs 's/MarkdownAsync)\.Needs(Right\.Member)/MarkdownAsync).Needs(Right.Anyone)/'
check 'older messages: within the chat'               Application/Chats/GetChat.cs 's/ \&\& m\.ChatId == chat\.Id//'
check 'events: the message is in the chat'            Application/Answers/FollowAnswer.cs 's/ \&\& m\.ChatId == request\.Chat//'
check 'stop: there is such a chat'                    Application/Answers/StopAnswer.cs '/return ChatErrors\.NotFound/d'
check 'stop: the message is in the chat'              Application/Answers/StopAnswer.cs 's/ \&\& m\.ChatId == request\.Chat//'
check 'read an answer: it is in the chat'             Application/Answers/AwaitAnswer.cs 's/ \&\& m\.ChatId == request\.Chat//'
check 'send: there is such a chat'                    Application/Answers/SendMessage.cs 's/c => c\.Id == request\.Chat/c => true/'
check 'clear: there is such a chat'                   Application/Chats/ClearChat.cs '/return ChatErrors\.NotFound/d'
check 'delete: there is such a chat'                  Application/Chats/DeleteChat.cs '/return ChatErrors\.NotFound/d'
check 'seen: there is such a chat'                    Application/Chats/MarkSeen.cs 's/await chats\.AnyAsync(cancellationToken) ? Result\.Success : ChatErrors\.NotFound/Result.Success/'
check 'context: there is such a chat'                 Application/Chats/GetContext.cs 's/c => c\.Id == request\.Chat/c => true/'
check 'summary: there is such a chat'                 Application/Answers/SummarizeChat.cs 's/c => c\.Id == request\.Chat/c => true/'
check 'edit: the message is in the chat'              Application/Answers/EditMessage.cs 's/ \&\& m\.ChatId == chat\.Id//'
check 'regenerate: the message is in the chat'        Application/Answers/RegenerateAnswer.cs 's/ \&\& m\.ChatId == chat\.Id//'
check 'continue: the message is in the chat'          Application/Answers/ContinueAnswer.cs 's/ \&\& m\.ChatId == chat,/,/'
check 'select: the message is in the chat'            Application/Chats/SelectMessage.cs 's/ \&\& m\.ChatId == request\.Chat//'
check 'delete a message: it is in the chat'           Application/Chats/DeleteMessage.cs 's/ \&\& m\.ChatId == request\.Chat//'
check 'restore: the message is in the chat'           $store/MessageTree.cs 's/m => m\.Id == message \&\& m\.ChatId == chat,/m => m.Id == message,/'
check 'restore: the leaf is in the chat'              Application/Chats/RestoreMessage.cs 's/m\.Id == request\.Leaf \&\& m\.ChatId == request\.Chat/m.Id == request.Leaf/'
check 'a summary is of the same owner'"'"'s chat'     Infrastructure/Answers/Generation/SummarySource.cs 's/ \&\& c\.OwnerId == chat\.OwnerId//'
check 'a wish is its asker'"'"'s (query filter)'       $store/ApplicationDbContext.cs 's/r => r\.AskedBy == OwnerId/r => true/'
check 'what names no right is refused'                WebUI/Security/RightCheck.cs 's/_ => false/_ => true/'
check 'a member is signed in'                         WebUI/Security/RightCheck.cs 's/Right\.Member or Right\.Own => .*,/Right.Member or Right.Own => true,/'
check 'root is root'                                  WebUI/Security/RightCheck.cs 's/Right\.Root => .*,/Right.Root => user.Identity?.IsAuthenticated is true,/'
check 'the policy is asked'                           WebUI/Sessions/CookieSignIn.cs 's/options => options\.FallbackPolicy = RightCheck\.Policy/_ => { }/'
check 'chats: the group'"'"'s right'                  WebUI/Chats/ChatEndpoints.cs 's/MapGroup("\/chat\/{id:guid}")\.Needs(Right\.Own)/MapGroup("\/chat\/{id:guid}").Needs(Right.Anyone)/'
check 'settings of a chat: the group'"'"'s right'      WebUI/Chats/ChatSettingEndpoints.cs 's/\.Needs(Right\.Own)/.Needs(Right.Anyone)/'
check 'events of a chat: the right'                   WebUI/Chats/ChatEventEndpoints.cs 's/\.Needs(Right\.Own)/.Needs(Right.Anyone)/'
check 'messages: the group'"'"'s right'               WebUI/Chats/MessageEndpoints.cs 's/\.Needs(Right\.Own)/.Needs(Right.Anyone)/'
check 'downloads: root'"'"'s group'                   WebUI/Models/DownloadEndpoints.cs 's/\.Needs(Right\.Root)/.Needs(Right.Member)/'
check 'settings of models: root'"'"'s group'          WebUI/Models/ModelSettingEndpoints.cs 's/\.Needs(Right\.Root)/.Needs(Right.Member)/'
check 'new models: root'"'"'s group'                  WebUI/Models/ModelCreationEndpoints.cs 's/\.Needs(Right\.Root)/.Needs(Right.Member)/'
check 'requests: root'"'"'s group'                    WebUI/Models/ModelRequestEndpoints.cs 's/\.Needs(Right\.Root)/.Needs(Right.Member)/'
check 'policy: the right'                             WebUI/Models/PolicyEndpoints.cs 's/\.Needs(Right\.Root)/.Needs(Right.Member)/'
check 'people: root'"'"'s pages'                      WebUI/Administration/PeopleController.cs 's/\[Needs(Right\.Root)\]/[Needs(Right.Member)]/'
check 'people: root'"'"'s changes'                    WebUI/Administration/PeopleChangesController.cs 's/\[Needs(Right\.Root)\]/[Needs(Right.Member)]/'
check 'state changes: not from another site'          WebUI/Security/StateChangeGate.cs '/return FromElsewhere;/d'
check 'state changes: the token'                      WebUI/Security/StateChangeGate.cs 's/return await HasTokenAsync(context) ? null : OutOfDate;/return await HasTokenAsync(context) ? null : null;/'
check 'hosts: the portal'"'"'s own'                   WebUI/Security/HostGate.cs 's/if (hosts\.Has([^)]*))/if (hosts is not null)/'
check 'diagrams: the frame'"'"'s own policy'            WebUI/Chats/DiagramSandbox.cs '/\.WithMetadata(new PagePolicy(Policy))/d' BrowserGateTests
check 'diagrams: the frame is sandboxed'              WebUI/Chats/DiagramSandbox.cs 's/sandbox allow-scripts; //' BrowserGateTests

check 'the path says which chat and link'             WebUI/Http/PathParameters.cs 's/\.BindingSource ??= BindingSource\.Path/.BindingSource ??= null/' DisagreeingIdTests
check 'hidden models are not for members'             Application/Models/ModelChoice.cs 's/\.Where(m => user\.IsRoot || m\.VisibleToMembers)\.OrderBy/.OrderBy/' HiddenModelTests
check 'pulls: from registries that are allowed'       Application/Models/PullRules.cs 's/ \&\& !options\.Value\.Allows(host)/ \&\& host.Length > 1000/' OutsideHostTests

# Accounts and sessions
check 'a session is its user'"'"'s (query filter)'    $store/ApplicationDbContext.cs 's/s => s\.UserId == OwnerId/s => true/' OwnAccountTests
check 'end a session: it is there, and one'"'"'s own' Application/Accounts/EndSession.cs '/return SessionErrors\.NotFound/d' OwnAccountTests
check 'an approved account enters without a password once' Application/Accounts/PendingAccount.cs 's/ \&\& !Sessions\.Any(s => s\.UserId == id)//' WaitingTests
check 'sessions that end are one user'"'"'s'          Application/Accounts/Sessions.cs 's/s\.UserId == user \&\& //' SessionTests
check 'a session of an account that works'            Application/Accounts/CheckSession.cs 's/\.Where(u => u\.Status == UserStatus\.Active)//' SessionTests
check 'a stream of an account that works'             Application/Accounts/WatchSession.cs 's/ \&\& u\.Status == UserStatus\.Active//' SessionTests
check 'hand over: the chats of who goes'              Application/Administration/AccountEnd.cs 's/\.Where(c => c\.OwnerId == from)//' AdministrationTests
check 'hand over: never to a root'                    Application/Administration/AccountEnd.cs 's/ \&\& u\.Role == UserRole\.Member//' AdministrationTests
check 'hand over: not to who goes'                    Application/Administration/AccountEnd.cs 's/ \&\& u\.Id != from//' AdministrationTests
check 'hand over: to an account that works'           Application/Administration/AccountEnd.cs 's/ \&\& u\.Status == UserStatus\.Active, cancellationToken/, cancellationToken/' AdministrationTests

# The right of each endpoint
check 'audit: root'"'"'s page'                        WebUI/Audit/AuditController.cs 's/\[Needs(Right\.Root)\]/[Needs(Right.Member)]/'
check 'audit: root'"'"'s CSV'                         WebUI/Audit/AuditEndpoints.cs '/form, CommaSeparated/s/\.Needs(Right\.Root)/.Needs(Right.Member)/'
check 'audit: root'"'"'s JSON lines'                  WebUI/Audit/AuditEndpoints.cs '/form, JsonLines/s/\.Needs(Right\.Root)/.Needs(Right.Member)/'
check 'the own account: the right'                    WebUI/Accounts/ProfileController.cs 's/\[Needs(Right\.Member)\]/[Needs(Right.Anyone)]/'
check 'the own data: the right'                       WebUI/Accounts/AccountEndpoints.cs '/DataPath/s/\.Needs(Right\.Member)/.Needs(Right.Anyone)/'
check 'the own session: the right'                    WebUI/Accounts/AccountEndpoints.cs '/SessionPath/s/\.Needs(Right\.Member)/.Needs(Right.Anyone)/'
check 'about: the right'                              WebUI/Operations/AboutController.cs 's/\[Needs(Right\.Member)\]/[Needs(Right.Anyone)]/'
check 'sign out: the right'                           WebUI/Accounts/SignInController.cs 's/\[Needs(Right\.Member)\]/[Needs(Right.Anyone)]/'
check 'settings: the right'                           WebUI/Settings/SettingsController.cs 's/\[Needs(Right\.Member)\]/[Needs(Right.Anyone)]/'
check 'pages of chats: the right'                     WebUI/Chats/ChatsController.cs 's/\[Needs(Right\.Member)\]/[Needs(Right.Anyone)]/'
check 'pages of a chat: the right'                    WebUI/Chats/ChatsController.cs 's/\[Needs(Right\.Own)\]/[Needs(Right.Anyone)]/'
check 'the feed of chats: the right'                  WebUI/Chats/ChatEventEndpoints.cs '/"\/chats\/events"/s/\.Needs(Right\.Member)/.Needs(Right.Anyone)/'
check 'models: everybody'"'"'s group'                 WebUI/Models/ModelEndpoints.cs 's/\.Needs(Right\.Member)/.Needs(Right.Anyone)/'
check 'downloads: everybody'"'"'s group'              WebUI/Models/DownloadEndpoints.cs 's/\.Needs(Right\.Member)/.Needs(Right.Anyone)/'
check 'requests: everybody'"'"'s group'               WebUI/Models/ModelRequestEndpoints.cs 's/\.Needs(Right\.Member)/.Needs(Right.Anyone)/'
check 'pages of models: the right'                    WebUI/Models/ModelsController.cs 's/\[Needs(Right\.Member)\]/[Needs(Right.Anyone)]/'

# Behind the rights: what only root may send. A list in a unit test says what is marked, another test that the mark counts.
check 'what is root'"'"'s alone is refused to others' Application/Common/RootOnly.cs 's/request is IRootOnly \&\& !user\.IsRoot/!user.IsRoot \&\& false/' unit
while read -r file; do
    check "root alone: $(basename "$file" .cs)" "${file#src/}" 's/, IRootOnly//' unit
done < <(grep -rlE ', IRootOnly\b' src/Application --include='*.cs' | sort)

if [[ ${1:-} == --list ]]; then
    for i in "${!names[@]}"; do printf '%3d  %s\n' $((i + 1)) "${names[$i]}"; done
    exit
fi

chosen=("$@")
[[ $# -gt 0 ]] || mapfile -t chosen < <(seq "${#names[@]}")

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
git ls-files -z --cached --others --exclude-standard | tar -c --null --files-from=- | tar -x -C "$copy"
for made in bundle lib; do
    [[ -d src/WebUI/wwwroot/$made ]] && cp -r "src/WebUI/wwwroot/$made" "$copy/src/WebUI/wwwroot/"
done
cd "$copy"
export MSBUILDDISABLENODEREUSE=1

# Prints the first test that failed; nothing where all passed. The nearest tests come first.
run() {
    if [[ $1 == unit ]]; then unit_tests; return; fi
    first_failed IntegrationTests -class "*.$1" ||
        first_failed IntegrationTests -class '*.Security.EndpointTests' -class '*.Security.OwnerTests' -class '*.SecondCheckTests' ||
        first_failed IntegrationTests -class '*.OwnAccountTests' -class '*.AdministrationTests' -class '*.DataExportTests' \
            -class '*.SessionTests' -class '*.ManagementTests' ||
        first_failed IntegrationTests -method '*.BrowserGateTests.No_state*' -method '*.NetworkTests.Another*' ||
        unit_tests
}

unit_tests() { first_failed UnitTests -class '*.Architecture.OwnerFilterTests' -class '*.PipelineTests' || true; }

first_failed() {
    local tests=$1; shift
    timeout 300 "tests/$tests/bin/Debug/net10.0/ChatAi.$tests" -noColor -stopOnFail "$@" >run.log 2>&1 && return 1
    grep -m1 -F '[FAIL]' run.log | sed 's/ \[FAIL\].*//; s/.*ChatAi\.[A-Za-z]*Tests\.//' | grep . || echo '! the tests broke off'
}

# What is left of a line may offend the style, which is not what is asked here.
build() { dotnet build "$@" --no-restore -v q --nologo -p:RunAnalyzers=false -p:TreatWarningsAsErrors=false >build.log 2>&1; }

# The tests run with the library of one project in the place of the one that they were built with, so that nothing else is built.
put() { for tests in "${suites[@]}"; do cp "$1" "tests/$tests/bin/Debug/net10.0/"; done; }

suites=(UnitTests)
for number in "${chosen[@]}"; do
    [[ ${nearest[number - 1]} == unit ]] || { suites=(UnitTests IntegrationTests); break; }
done
for tests in "${suites[@]}"; do
    dotnet restore "tests/$tests" -v q >build.log 2>&1 && build "tests/$tests" || { cat build.log; exit 1; }
done
before=$(run "$([[ ${#suites[@]} -eq 1 ]] && echo unit || echo EndpointTests)")
[[ -z $before ]] || { echo "This fails before anything is taken out: $before"; exit 1; }

unnoticed=0
for number in "${chosen[@]}"; do
    i=$((number - 1)) file=${files[number - 1]}
    project=$(cut -d/ -f1,2 <<<"$file")
    library=$project/bin/Debug/net10.0/ChatAi.${project#src/}.dll
    cp "$file" before.cs
    cp "$library" before.dll
    sed -i "${edits[$i]}" "$file"
    if cmp -s before.cs "$file"; then failed='! the check is not there any more: mend this script'
    elif ! build "$project" --no-dependencies; then failed="! does not build: $(grep -m1 -o 'error [A-Z0-9]*:.*' build.log | cut -c1-100)"
    else
        put "$library"
        failed=$(run "${nearest[$i]}")
    fi
    cp before.cs "$file"
    cp before.dll "$library"
    put "$library"
    [[ -n $failed && $failed != '!'* ]] || unnoticed=$((unnoticed + 1))
    printf '%3d  %-45s -> %s\n' "$number" "${names[$i]}" "${failed:-! nothing noticed}"
done

[[ $unnoticed -eq 0 ]]
