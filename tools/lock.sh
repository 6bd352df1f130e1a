#!/bin/sh
# Writes the two lock files from pyproject.toml: exact versions with hashes, no index addresses.
set -eu
cd "$(dirname "$0")/.."
options="--quiet --universal --python-version 3.12 --generate-hashes --no-emit-index-url --no-header --no-annotate"
.venv/bin/uv pip compile $options "$@" pyproject.toml -o requirements.lock
.venv/bin/uv pip compile $options "$@" pyproject.toml --group dev -o requirements-dev.lock
