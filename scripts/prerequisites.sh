# What the scripts need from the machine. Sourced by them, not run.

export SWIFT_BACKTRACE=enable=no   # The crash tracer can outlive a test's time limit.

build_packages="libcurl4-openssl-dev libssl-dev libsqlite3-dev libdeflate-dev zlib1g-dev libbrotli-dev libzstd-dev libpsl-dev libuchardet-dev libcld2-dev libmd4c-dev libmd4c-html0-dev libstemmer-dev libpq-dev"
test_packages="nginx-light libnginx-mod-http-echo openssl python3 python3-venv sqlite3 poppler-utils zstd postgresql-15 postgresql-client-15 zsh fish systemd mandoc man-db groff-base python3-jsonschema python3-regex"

say() { printf '%s\n' "$*" >&2; }
fail() { say "$@"; exit 1; }

require_swift() {
    command -v swift >/dev/null || fail "Swift 6.1 or later is not installed; get it from swift.org/install and run this again."
}

# Installs the Debian packages named as arguments that are missing: as root, or with sudo after asking.
require_packages() {
    command -v dpkg-query >/dev/null || { say "This is no Debian: make sure that you have what these packages hold: $*"; return; }
    local missing="" package
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    say "Missing Debian packages:$missing"
    local as=""
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || fail "Install them as root: apt-get install$missing"
        as="sudo"
    fi
    if [ -t 0 ]; then
        local answer
        read -r -p "Install them now${as:+ with sudo}? [y/N] " answer
        case "$answer" in [yYtT]*) ;; *) fail "Install them and run this again: apt-get install$missing" ;; esac
    fi
    $as apt-get update -qq >&2 || say "The list of packages could not be renewed; trying with the one there is."
    # shellcheck disable=SC2086
    $as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >&2 ||
        fail "These packages could not be installed:$missing"
}

# Puts the commit into the environment of a build, for `potok --version`; a + says that files have changed since.
know_commit() {
    [ -z "${POTOK_COMMIT:-}" ] || return 0
    POTOK_COMMIT="$(git rev-parse --short=7 HEAD 2>/dev/null)" || return 0
    git diff --quiet HEAD -- Sources Package.swift Package.resolved 2>/dev/null || POTOK_COMMIT="$POTOK_COMMIT+"
    export POTOK_COMMIT
}

# Builds the release program and prints its path; POTOK_BINARY names another one.
release_program() {
    local program="${POTOK_BINARY:-}"
    if [ -z "$program" ]; then
        require_swift
        # shellcheck disable=SC2086
        require_packages $build_packages
        know_commit
        # A build that failed must not leave us with the program of an earlier one.
        local log
        log="$(swift build -c release --static-swift-stdlib --product potok 2>&1)" ||
            fail "The build failed: $(printf '%s\n' "$log" | grep -E 'error' | head -20)"
        program="$(swift build -c release --show-bin-path)/potok"
    fi
    [ -x "$program" ] || fail "There is no program at $program."
    printf '%s\n' "$program"
}

# A virtual environment for the Python tools of tests and benchmarks: `python_environment NAME PACKAGE…` prints its python.
python_environment() {
    local folder=".build-python/$1"
    shift
    if [ ! -x "$folder/bin/python" ]; then
        python3 -m venv "$folder" >&2 || fail "No virtual environment can be made in $folder."
    fi
    if [ $# -gt 0 ]; then
        "$folder/bin/python" -m pip install -q --disable-pip-version-check "$@" >&2 || fail "pip could not install: $*"
    fi
    printf '%s\n' "$PWD/$folder/bin/python"
}
