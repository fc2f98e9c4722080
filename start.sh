#!/usr/bin/env bash
set -euo pipefail

usage() {
  cat <<'HELP'
Builds Chat AI, picks a model server, and starts both. Ctrl-C ends all that it started.

  ./start.sh [options]

  --port N              the portal's port on 127.0.0.1 (5000)
  --data DIR            where accounts, chats and keys are kept (./data, or DATA_DIR if that is set)
  --simulator           canned answers instead of a model, even where Ollama is there
  --build-only          build it and end
  --no-build            start what was built last time
  --configuration NAME  Release or Debug (Release)
  --verbose             the portal's whole log in the terminal, not only warnings
  --help                this text

The model server is the first of these that is there:
  1. the one that OLLAMA_HOST names, such as OLLAMA_HOST=gpu-box:11434 ./start.sh
  2. Ollama on localhost:11434
  3. `ollama serve`, started by this script, where Ollama is installed
  4. a simulator with canned answers; every page then says so

Needed: the .NET 10 SDK and Node.js.
HELP
}

fail() {
  printf '\n%s\n' "$@" >&2
  exit 1
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
port=5000
data=${DATA_DIR:-$root/data}
configuration=Release
force_simulator=false
build=true
start=true
log_level=Warning

need_value() { [ -n "${2:-}" ] || fail "$1 needs a value; ./start.sh --help lists the options."; }

while [ $# -gt 0 ]; do
  case $1 in
    --port) need_value "$@"; port=$2; shift 2 ;;
    --data) need_value "$@"; data=$2; shift 2 ;;
    --configuration) need_value "$@"; configuration=$2; shift 2 ;;
    --simulator) force_simulator=true; shift ;;
    --build-only) start=false; shift ;;
    --no-build) build=false; shift ;;
    --verbose) log_level=Information; shift ;;
    --help | -h) usage; exit 0 ;;
    *) fail "There is no option $1; ./start.sh --help lists them." ;;
  esac
done

case $configuration in
  Release | Debug) ;;
  *) fail "--configuration is Release or Debug, not $configuration." ;;
esac
case $port in
  *[!0-9]* | ??????*) fail "--port needs a number from 1 to 65535, not $port." ;;
esac
port=$((10#$port))
[ "$port" -ge 1 ] && [ "$port" -le 65535 ] || fail "--port needs a number from 1 to 65535, not $port."
case $data in /*) ;; *) data=$PWD/$data ;; esac

artifacts=$root/artifacts/$configuration
url=http://127.0.0.1:$port
logs=$(mktemp -d)
: >"$logs/server"
portal_pid='' server_pid='' build_pid=''

end() { # end PID: asks it to stop, insists after 10 seconds, returns when it is gone
  local tries=0
  [ -n "$1" ] || return 0
  while kill "$1" 2>/dev/null; do # asked again and again: one that is not yet the program loses the first signal
    [ $((tries += 1)) -le 100 ] || kill -KILL "$1" 2>/dev/null || true
    sleep 0.1
  done
}

end_all() {
  trap '' INT TERM HUP # a second Ctrl-C must not leave the rest running
  end "$build_pid"
  end "$portal_pid" # before its model server, so that running answers are kept
  end "$server_pid"
  rm -rf "$logs"
}
trap end_all EXIT
trap 'echo; exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP

check_tools() {
  command -v dotnet >/dev/null ||
    fail "The .NET 10 SDK is needed and there is no dotnet here." \
      "Install it from https://dotnet.microsoft.com/download/dotnet/10.0 and run this again."
  dotnet --list-sdks | grep -q '^10\.' ||
    fail "The .NET 10 SDK is needed; dotnet here has only: $(dotnet --list-sdks | sed 's/ .*//' | paste -sd ' ' -)" \
      "Install it from https://dotnet.microsoft.com/download/dotnet/10.0 and run this again."
  command -v node >/dev/null && command -v npm >/dev/null ||
    fail "Node.js with npm is needed and is not here. Install it from https://nodejs.org and run this again."
}

check_port() {
  local answer next
  answer=$(node -e '
    const server = require("net").createServer();
    server.on("error", error => console.log(error.code));
    server.listen(Number(process.argv[1]), "127.0.0.1", () => server.close());' "$port")
  case $answer in
    '') ;;
    EADDRINUSE)
      next=$((port < 65535 ? port + 1 : 5001))
      fail "Port $port is taken by another program. Stop that one, or choose another port: ./start.sh --port $next" ;;
    EACCES) fail "This user may not listen on port $port. Choose one above 1023: ./start.sh --port 5000" ;;
    *) fail "Nothing can listen on port $port of 127.0.0.1 ($answer). Choose another: ./start.sh --port 5001" ;;
  esac
}

answers() { # answers ADDRESS PATH: whether a GET there returns 200 within 2 seconds; ADDRESS as in OLLAMA_HOST
  node -e '
    const [address, path] = process.argv.slice(1);
    const known = /^(https?):\/\//i.exec(address);
    const url = new URL((known ? address : "http://" + address).replace(/\/+$/, "").replace("//0.0.0.0", "//127.0.0.1") + path);
    if (!known && !url.port) url.port = "11434";
    const client = require(url.protocol.slice(0, -1));
    const request = client.get(url, { timeout: 2000 }, response => process.exit(response.statusCode === 200 ? 0 : 1));
    request.on("timeout", () => process.exit(1)).on("error", () => process.exit(1));' "$@" 2>/dev/null
}

inputs() { # every file of which a build is made, one a line
  (cd "$root" && find LICENSE THIRD-PARTY-NOTICES.md Directory.Build.props Directory.Packages.props global.json .editorconfig \
    src tests/OllamaSimulator \
    \( -name bin -o -name obj -o -name node_modules -o -path src/WebUI/wwwroot/bundle -o \
       -path src/WebUI/wwwroot/lib \) -prune -o -type f "$@" -print)
}

publish() { # publish NAME PROJECT [option...]: into $artifacts/NAME, unless nothing has changed since the last time
  local name=$1 project=$2 stamp=$artifacts/$1.inputs
  shift 2
  if [ -f "$stamp" ] && inputs | cmp -s - "$stamp" && [ -z "$(inputs -newer "$stamp")" ]; then return; fi
  echo "Building the $name; the first time takes a minute or two ..."
  mkdir -p "$artifacts"
  inputs >"$logs/inputs"
  rm -rf "$artifacts/$name/wwwroot/bundle" # files of other contents have other names
  # In the background, so that a signal is acted on at once; no build servers, so that none outlives this script. Analyzers check code
  # that is being changed, and would double the time.
  (cd "$root" && exec dotnet publish "$project" --configuration "$configuration" --output "$artifacts/$name" \
    --disable-build-servers --nologo -p:RunAnalyzers=false "$@") >"$logs/build" 2>&1 &
  build_pid=$!
  wait "$build_pid" || {
    cat "$logs/build" >&2
    fail "The $name could not be built; the reason stands above."
  }
  build_pid=''
  mv "$logs/inputs" "$stamp"
}

built() { # built NAME: stops when it is not there
  [ -f "$artifacts/$1.inputs" ] || fail "The $1 has not been built in $configuration yet. Run this without --no-build."
}

build_portal() {
  # Compiled ahead of time, it takes 1.3 s of CPU to the first page instead of 2.2.
  local ahead=()
  [ "$configuration" = Debug ] || ahead=(--use-current-runtime --self-contained false -p:PublishReadyToRun=true)
  ! $build || publish portal src/WebUI ${ahead[@]+"${ahead[@]}"}
  built portal
}

start_ollama() {
  echo "Starting Ollama (ollama serve) ..."
  OLLAMA_HOST=127.0.0.1:11434 ollama serve >"$logs/server" 2>&1 </dev/null &
  server_pid=$!
  local tries=0
  until answers localhost:11434 /api/version; do
    if ! kill -0 "$server_pid" 2>/dev/null || [ $((tries += 1)) -gt 200 ]; then
      tail -5 "$logs/server" >&2
      fail "ollama serve did not start; its last lines stand above. To go on without it: ./start.sh --simulator"
    fi
    sleep 0.1
  done
}

start_simulator() {
  ! $build || publish simulator tests/OllamaSimulator
  built simulator
  dotnet "$artifacts/simulator/ChatAi.OllamaSimulator.dll" --port 0 >"$logs/server" 2>&1 </dev/null &
  server_pid=$!
  while :; do
    OLLAMA_HOST=$(sed -n 's/^Ollama simulator listening on //p' "$logs/server")
    [ -z "$OLLAMA_HOST" ] || break
    kill -0 "$server_pid" 2>/dev/null || { cat "$logs/server" >&2; fail "The simulator did not start; the reason stands above."; }
    sleep 0.1
  done
  export OLLAMA_HOST Ollama__IsSimulator=true
}

pick_model_server() {
  if $force_simulator; then
    start_simulator
    server_line="The answers are canned texts from a simulator, as asked for with --simulator."
  elif [ -n "${OLLAMA_HOST:-}" ]; then
    server_line="Models come from Ollama at $OLLAMA_HOST (OLLAMA_HOST)."
    answers "$OLLAMA_HOST" /api/version ||
      server_line="No Ollama answers at $OLLAMA_HOST (OLLAMA_HOST) yet. The pages work and say so; models come once it answers."
  elif answers localhost:11434 /api/version; then
    export OLLAMA_HOST=localhost:11434
    server_line="Models come from the Ollama that runs at localhost:11434."
  elif command -v ollama >/dev/null; then
    start_ollama
    export OLLAMA_HOST=localhost:11434
    server_line="Models come from ollama serve, which ends together with the portal."
  else
    start_simulator
    server_line="No Ollama is here, so a simulator answers with CANNED TEXTS: no model runs.
For real answers install Ollama from https://ollama.com/download and run ./start.sh again."
  fi
}

start_portal() {
  local started=$logs/started
  (
    cd "$artifacts/portal" # appsettings.json and wwwroot are looked for here
    export DATA_DIR=$data ASPNETCORE_URLS=$url Logging__LogLevel__Default=${Logging__LogLevel__Default:-$log_level}
    export CHATAI_STARTED_FILE=$started
    exec dotnet ChatAi.WebUI.dll </dev/null
  ) &
  portal_pid=$!
  local tries=0
  until [ -f "$started" ]; do # an answer at the port may be another program's
    kill -0 "$portal_pid" 2>/dev/null || portal_ended "did not start"
    [ $((tries += 1)) -le 1200 ] || fail "The portal did not start within a minute."
    sleep 0.05
  done
}

portal_ended() {
  local status=0
  wait "$portal_pid" || status=$?
  portal_pid=''
  [ "$status" -ne 0 ] || exit 0
  printf '\nThe portal %s (exit code %s); the reason stands above.\n' "$1" "$status" >&2
  exit "$status"
}

check_tools
$start || { build_portal; exit 0; }
check_port
build_portal
unset Ollama__IsSimulator
pick_model_server
start_portal
cat <<READY

Chat AI is ready: $url
$server_line
Data: $data
Ctrl-C ends it.

READY
portal_ended "has stopped"
