#!/bin/bash
# Takes out one check of owner or right at a time and expects the tests to notice.
#
#   tests/mutants/owner-checks.sh            all of them, about a minute each
#   tests/mutants/owner-checks.sh 3 17       these
#   tests/mutants/owner-checks.sh --list     what there is
#
# Works in a copy of the tree. Prints a table "check -> test that failed" and ends with 1 where a check can go unnoticed.
set -euo pipefail
cd "$(dirname "$0")/../.."

names=() files=() edits=()
# A check: what it guards, the file (below src), and the sed that takes it out, which must change the file.
check() { names+=("$1"); files+=("src/$2"); edits+=("$3"); }

store=Infrastructure/Persistence
check 'a chat is its owner'"'"'s (query filter)'      $store/ApplicationDbContext.cs 's/c => c\.OwnerId == OwnerId/c => true/'
check 'a message is its owner'"'"'s (query filter)'   $store/ApplicationDbContext.cs 's/m => Chats\.Any(.*OwnerId == OwnerId)/m => true/'
check 'older messages: within the chat'               Application/Chats/GetChat.cs 's/ \&\& m\.ChatId == chat\.Id//'
check 'events: the message is in the chat'            Application/Answers/FollowAnswer.cs 's/ \&\& m\.ChatId == chat//'
check 'stop: there is such a chat'                    Application/Answers/StopAnswer.cs '/return ChatErrors\.NotFound/d'
check 'stop: the message is in the chat'              Application/Answers/StopAnswer.cs 's/ \&\& m\.ChatId == request\.Chat//'
check 'read an answer: it is in the chat'             Application/Chats/AwaitAnswer.cs 's/ \&\& m\.ChatId == request\.Chat//'
check 'send: there is such a chat'                    Application/Chats/SendMessage.cs 's/c => c\.Id == request\.Chat/c => true/'
check 'clear: there is such a chat'                   Application/Chats/ClearChat.cs '/return ChatErrors\.NotFound/d'
check 'delete: there is such a chat'                  Application/Chats/DeleteChat.cs '/return ChatErrors\.NotFound/d'
check 'seen: there is such a chat'                    Application/Chats/MarkSeen.cs 's/await chats\.AnyAsync(cancellationToken) ? Result\.Success : ChatErrors\.NotFound/Result.Success/'
check 'context: there is such a chat'                 Application/Chats/GetContext.cs 's/c => c\.Id == request\.Chat/c => true/'
check 'summary: there is such a chat'                 Application/Chats/SummarizeChat.cs 's/c => c\.Id == request\.Chat/c => true/'
check 'edit: the message is in the chat'              Application/Chats/EditMessage.cs 's/ \&\& m\.ChatId == chat\.Id//'
check 'regenerate: the message is in the chat'        Application/Chats/RegenerateAnswer.cs 's/ \&\& m\.ChatId == chat\.Id//'
check 'continue: the message is in the chat'          Application/Chats/ContinueAnswer.cs 's/ \&\& m\.ChatId == chat,/,/'
check 'select: the message is in the chat'            Application/Chats/SelectMessage.cs 's/ \&\& m\.ChatId == request\.Chat//'
check 'delete a message: it is in the chat'           Application/Chats/DeleteMessage.cs 's/ \&\& m\.ChatId == request\.Chat//'
check 'restore: the message is in the chat'           $store/MessageTree.cs 's/m => m\.Id == message \&\& m\.ChatId == chat,/m => m.Id == message,/'
check 'restore: the leaf is in the chat'              Application/Chats/RestoreMessage.cs 's/m\.Id == request\.Leaf \&\& m\.ChatId == request\.Chat/m.Id == request.Leaf/'
check 'a summary is of the same owner'"'"'s chat'     Infrastructure/Answers/SummarySource.cs 's/ \&\& c\.OwnerId == chat\.OwnerId//'
check 'wishes: a member'"'"'s own'                    Application/Models/ListRequests.cs 's/r\.AskedBy == asker \&\& //'
check 'the feed is one owner'"'"'s'                   Infrastructure/Chats/ChatFeed.cs 's/_owners\.GetOrAdd(owner,/_owners.GetOrAdd(default(UserId),/'
check 'what names no right is refused'                WebUI/Security/RightCheck.cs 's/_ => false/_ => true/'
check 'a member is signed in'                         WebUI/Security/RightCheck.cs 's/Right\.Member or Right\.Own => .*,/Right.Member or Right.Own => true,/'
check 'root is root'                                  WebUI/Security/RightCheck.cs 's/Right\.Root => .*,/Right.Root => user.Identity?.IsAuthenticated is true,/'
check 'the policy is asked'                           WebUI/Common/CookieSignIn.cs 's/options => options\.FallbackPolicy = RightCheck\.Policy/_ => { }/'
check 'chats: the group'"'"'s right'                  WebUI/Chats/ChatEndpoints.cs 's/MapGroup("\/chat\/{id:guid}")\.Needs(Right\.Own)/MapGroup("\/chat\/{id:guid}").Needs(Right.Anyone)/'
check 'messages: the group'"'"'s right'               WebUI/Chats/MessageEndpoints.cs 's/\.Needs(Right\.Own)/.Needs(Right.Anyone)/'
check 'models: root'"'"'s group'                      WebUI/Models/ModelEndpoints.cs 's/\.Needs(Right\.Root)/.Needs(Right.Member)/'
check 'management: root'"'"'s group'                  WebUI/Models/ManagementEndpoints.cs 's/\.Needs(Right\.Root)/.Needs(Right.Member)/'
check 'people: root'"'"'s pages'                      WebUI/Administration/PeopleController.cs 's/\[Needs(Right\.Root)\]/[Needs(Right.Member)]/'
check 'users may be removed by root alone'            Application/Administration/RemoveUser.cs 's/, IRootOnly//'
check 'a model may be deleted by root alone'          Application/Models/DeleteModel.cs 's/, IRootOnly//'
check 'state changes: not from another site'          WebUI/Security/StateChangeGate.cs '/return FromElsewhere;/d'
check 'state changes: the token'                      WebUI/Security/StateChangeGate.cs 's/return await HasTokenAsync(context) ? null : OutOfDate;/return await HasTokenAsync(context) ? null : null;/'
check 'hosts: the portal'"'"'s own'                   WebUI/Security/HostGate.cs 's/if (hosts\.Has([^)]*))/if (hosts is not null)/'

if [[ ${1:-} == --list ]]; then
    for i in "${!names[@]}"; do printf '%3d  %s\n' $((i + 1)) "${names[$i]}"; done
    exit
fi

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
git ls-files -z --cached --others --exclude-standard | tar -c --null --files-from=- | tar -x -C "$copy"
[[ -d src/WebUI/wwwroot/lib ]] && cp -r src/WebUI/wwwroot/lib "$copy/src/WebUI/wwwroot/"
cd "$copy"
export MSBUILDDISABLENODEREUSE=1

# Prints the first test that failed; nothing where all passed. The nearest tests come first.
run() {
    first_failed IntegrationTests -class '*.Security.EndpointTests' -class '*.Security.OwnerTests' ||
        first_failed IntegrationTests -method '*.BrowserGateTests.No_state*' -method '*.NetworkTests.Another*' ||
        { build UnitTests && first_failed UnitTests -class '*.Architecture.OwnerFilterTests'; } || true
}

first_failed() {
    local tests=$1; shift
    timeout 300 "tests/$tests/bin/Debug/net10.0/ChatAi.$tests" -noColor -stopOnFail "$@" >run.log 2>&1 && return 1
    grep -m1 -F '[FAIL]' run.log | sed 's/ \[FAIL\].*//; s/.*ChatAi\.[A-Za-z]*Tests\.//' || echo 'the tests broke off'
}

# What is left of a line may offend the style, which is not what is asked here.
build() { dotnet build "tests/$1" -v q --nologo -p:RunAnalyzers=false -p:TreatWarningsAsErrors=false >build.log 2>&1; }

build IntegrationTests || { cat build.log; exit 1; }
before=$(run)
[[ -z $before ]] || { echo "This fails before anything is taken out: $before"; exit 1; }

chosen=("$@")
[[ $# -gt 0 ]] || mapfile -t chosen < <(seq "${#names[@]}")
unnoticed=0
for number in "${chosen[@]}"; do
    i=$((number - 1)) file=${files[$((number - 1))]}
    cp "$file" before.cs
    sed -i "${edits[$i]}" "$file"
    if cmp -s before.cs "$file"; then failed='! the check is not there any more: mend this script'
    elif ! build IntegrationTests; then failed="! does not build: $(grep -m1 -o 'error [A-Z0-9]*:.*' build.log | cut -c1-100)"
    else failed=$(run); fi
    cp before.cs "$file"
    [[ -n $failed && $failed != '!'* ]] || unnoticed=$((unnoticed + 1))
    printf '%3d  %-45s -> %s\n' "$number" "${names[$i]}" "${failed:-! nothing noticed}"
done

[[ $unnoticed -eq 0 ]]
