#!/bin/sh
# Install exactly what a lock file lists, by hash, and Dossier itself, and do once what each run would wait for
# otherwise: Prefect's tables, and the bytecode of what a run imports. usage: install.sh VENV LOCKFILE
set -eu
venv=$1
lock=$2
log="$venv/install.log"

"$venv/bin/uv" pip sync --quiet --python "$venv/bin/python" --require-hashes "$lock" requirements/uv.txt >"$log" 2>&1 &&
    "$venv/bin/uv" pip install --quiet --python "$venv/bin/python" --no-deps --no-build-isolation --editable . >>"$log" 2>&1 || {
    reason=$(grep -v '^ *$' "$log" | tail -n 1 | cut -c 1-160)
    echo "error: $lock could not be installed: is the package registry within reach? ($reason; all of it: $log)" >&2
    exit 1
}
# Where the environment forbids to write bytecode, as images' often do, each process would compile all of it again: a
# quarter of a first run. What is not there afterwards is made by whoever needs it.
export PYTHONDONTWRITEBYTECODE=
{
    "$venv/bin/python" -m flows.private_api_tables
    "$venv/bin/python" -m compileall -q -x '/\.' .
    "$venv/bin/python" -c 'import cli.main, flows.extract_documents, extraction.engines.model.session'
} >>"$log" 2>&1 || true
