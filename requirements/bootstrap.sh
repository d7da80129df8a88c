#!/bin/sh
# Make the virtual environment and put uv into it, by hash. usage: bootstrap.sh PYTHON VENV
# Whatever is missing on this machine is said in one line.
set -eu
python=$1
venv=$2

fail() {
    echo "error: $1" >&2
    exit 1
}

command -v "$python" >/dev/null 2>&1 ||
    fail "'$python' is not on this machine: install Python 3.11 or newer, or name one: make run PYTHON=/path/to/python3"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "$("$python" --version 2>&1) is too old: Dossier needs Python 3.11 or newer (make run PYTHON=python3.12)"
"$python" -c 'import ensurepip, venv' 2>/dev/null ||
    fail "this Python has no venv module: install it (Debian, Ubuntu: apt-get install python3-venv)"
[ -x "$venv/bin/python" ] || "$python" -m venv "$venv" ||
    fail "no virtual environment could be made in $venv: is this folder writable?"
echo "Setting up $venv (once) …" >&2
log="$venv/bootstrap.log"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt \
    >"$log" 2>&1 ||
    fail "uv could not be installed from the package registry: is it within reach? ($(grep -v '^ *$' "$log" | tail -n 1 | cut -c 1-160); all of it: $log)"
