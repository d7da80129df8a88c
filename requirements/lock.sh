#!/bin/sh
# Resolve the dependencies of pyproject.toml into lock files with hashes and without any host. usage: lock.sh UV
set -eu
uv=$1
compile() {
    "$uv" pip compile --quiet --universal --generate-hashes --no-annotate --no-header --python-version 3.11 \
        -c requirements/held.in "$@"
}
compile pyproject.toml --extra dev requirements/build.in -o requirements/dev.txt
compile pyproject.toml requirements/build.in -c requirements/dev.txt -o requirements/run.txt
compile requirements/uv.in -o requirements/uv.txt
for list in benchmarks/peers/*.in; do compile "$list" -o "${list%.in}.txt"; done
