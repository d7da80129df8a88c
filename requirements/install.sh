#!/bin/sh
# Install exactly what a lock file lists, by hash, and Dossier itself, and have Prefect lay out its tables once, which
# each first run would wait for otherwise. usage: install.sh VENV LOCKFILE
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
"$venv/bin/python" -m flows.private_api_tables >>"$log" 2>&1 || true # a run makes them where they are missing
