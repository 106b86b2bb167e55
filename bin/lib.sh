# Shared by the commands in bin/: sourced, never run. POSIX sh, so that a bare machine will do.
# shellcheck shell=sh

ROOT=$(cd "$(dirname "$0")/.." && pwd)
TOOLS=$ROOT/.tools
PYTHON=$ROOT/.venv/bin/python
PYTHON_VERSION=3.13
OLDEST_UV=0.9
KILOBYTES_NEEDED=1500000
case ${WAYHOME_VAR:-/} in
/*) ;;
*) export WAYHOME_VAR="$PWD/$WAYHOME_VAR" ;;
esac
cd "$ROOT" || exit 1

say() { printf '%s\n' "$*" >&2; }

die() {
    say "$*"
    exit 1
}

# Install the locked packages for a use (app, solver or dev), unless they are installed already.
setup() {
    if ! is_installed "$1"; then
        check_disk
        find_uv
        make_environment
        install_packages "$1"
    fi
    compile_messages
}

is_installed() {
    [ -x "$PYTHON" ] && [ -f .venv/installed ] || return 1
    installed=$(cat .venv/installed)
    # What a developer needs includes what the application needs.
    [ "$installed" = "$(digest dev)" ] || [ "$installed" = "$(digest "$1")" ]
}

digest() { printf '%s %s\n' "$1" "$(cksum <"requirements/$1.txt")"; }

check_disk() {
    [ -w "$ROOT" ] || die "The folder $ROOT can't be written to: put Wayhome where it can."
    free=$(df -Pk "$ROOT" | awk 'NR == 2 { print $4 }')
    [ "${free:-$KILOBYTES_NEEDED}" -ge "$KILOBYTES_NEEDED" ] ||
        die "The disk that holds $ROOT is too full: Wayhome needs about 1.5 GB."
}

# Set UV to a uv that is new enough: ours, the machine's, or one we fetch.
find_uv() {
    # A machine without a home folder still has room here.
    [ -w "${HOME:-/nowhere}" ] || export UV_CACHE_DIR="$TOOLS/cache"
    export UV_PYTHON_INSTALL_DIR="$TOOLS/python" UV_NO_PROGRESS=1
    export UV_NATIVE_TLS=1 # the machine decides whom to trust, also behind a company proxy
    for UV in "$TOOLS/uv/bin/uv" "$(command -v uv)"; do
        is_new_uv "$UV" && return
    done
    fetch_uv
    UV=$TOOLS/uv/bin/uv
    is_new_uv "$UV" || die "The uv in $TOOLS doesn't run: remove that folder, then start again."
}

is_new_uv() {
    "$1" --version 2>/dev/null | awk -v oldest="$OLDEST_UV" '
        BEGIN { split(oldest, want, ".") }
        { split($2, have, "."); ok = have[1] > want[1] || (have[1] == want[1] && have[2] >= want[2]) }
        END { exit !ok }'
}

fetch_uv() {
    say "Getting uv"
    if python3 -c 'import ensurepip, venv' 2>/dev/null; then
        rm -rf "$TOOLS/uv"
        python3 -m venv "$TOOLS/uv" || die "python3 couldn't make $TOOLS/uv."
        "$TOOLS/uv/bin/python" -m pip install -q --disable-pip-version-check \
            --require-hashes -r requirements/uv.txt || die "uv couldn't be fetched: see above."
    elif python3 -m pip --version >/dev/null 2>&1; then
        rm -rf "$TOOLS/uv"
        python3 -m pip install -q --disable-pip-version-check --target "$TOOLS/uv" \
            --require-hashes -r requirements/uv.txt || die "uv couldn't be fetched: see above."
    else
        die "Install uv, or a python3 with venv or pip (on Debian: apt install python3-venv)."
    fi
}

# Make .venv with a Python that really runs: a pyenv shim may exist and fail.
make_environment() {
    is_right_python "$PYTHON" && return
    find_python
    "$UV" venv -q --clear --python "$FOUND" .venv ||
        die "Python $PYTHON_VERSION wasn't found and couldn't be fetched: install it."
}

find_python() {
    account_home=$(getent passwd "$(id -u)" 2>/dev/null | cut -d: -f6)
    for FOUND in \
        "$(command -v "python$PYTHON_VERSION")" \
        "${PYENV_ROOT:-/nowhere}/versions/$PYTHON_VERSION".*/bin/python3 \
        "${HOME:-/nowhere}/.pyenv/versions/$PYTHON_VERSION".*/bin/python3 \
        "${account_home:-/nowhere}/.pyenv/versions/$PYTHON_VERSION".*/bin/python3; do
        is_right_python "$FOUND" && return
    done
    FOUND=$PYTHON_VERSION # uv looks further, and fetches one
}

is_right_python() {
    [ -x "$1" ] && [ "$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)" \
        = "$PYTHON_VERSION" ]
}

install_packages() {
    say "Installing packages"
    rm -f .venv/installed
    "$UV" pip sync -q --compile-bytecode --require-hashes --python "$PYTHON" "requirements/$1.txt" ||
        die "The packages couldn't be installed: see above."
    # So that every tool finds wayhome, tests and tools, wherever it is called from.
    echo ../../../.. >".venv/lib/python$PYTHON_VERSION/site-packages/wayhome.pth"
    digest "$1" >.venv/installed
}

compile_messages() {
    [ -f tools/messages.py ] || return 0
    mark=.venv/messages
    [ -f "$mark" ] && [ -z "$(find wayhome -name '*.po' -newer "$mark")" ] && return 0
    "$PYTHON" -m tools.messages compile || die "The translations couldn't be compiled: see above."
    touch "$mark"
}

cores() { getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2; }

# Set CHROMIUM to a browser: the one named, one on this machine, or the distribution's.
find_chromium() {
    [ -n "${CHROMIUM:-}" ] && [ -x "$CHROMIUM" ] && return
    look_for_chromium && return
    if [ "$(id -u)" -eq 0 ]; then
        say "Installing Chromium"
        install_chromium && look_for_chromium && return
    fi
    say "The browser tests need Chromium: install it, or set CHROMIUM to its path."
    return 1
}

look_for_chromium() {
    for browser in chromium chromium-browser google-chrome; do
        CHROMIUM=$(command -v "$browser") && export CHROMIUM && return
    done
    return 1
}

install_chromium() {
    if command -v apt-get >/dev/null; then
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -q >&2 && apt-get install -y -q --no-install-recommends chromium >&2
    elif command -v dnf >/dev/null; then
        dnf install -y -q chromium >&2
    elif command -v apk >/dev/null; then
        apk add -q chromium >&2
    else
        return 1
    fi
}
